import { groupBy } from '../group-by';
import type { JudgementRecord, PairRecord, PromptRecord, ResponseRecord } from '../records';
import { createRandom, deriveSeed } from '../seeds';
import { selectPair, type DiscardReason } from './select-pair';

/** A whole iteration, whose pairs come in the order of its prompts. */
export interface IterationCandidates {
  run: string;
  iteration: number;
  attempt?: number;
  /** The seed of the recipe. */
  seed: number;
  prompts: readonly Pick<PromptRecord, 'id' | 'text'>[];
  responses: readonly ResponseRecord[];
  judgements: readonly JudgementRecord[];
  minValidJudgements: number;
}

export interface SelectedPairs {
  pairs: PairRecord[];
  /** Prompts without a pair by reason; every reason is there, with 0 where it did not occur. */
  discarded: Record<DiscardReason, number>;
}

/** At most one pair a prompt. The same records always give the same pairs, byte for byte, in whatever order they come. */
export function selectPairs({ prompts, responses, judgements, ...iteration }: IterationCandidates): SelectedPairs {
  const responsesOf = groupBy(responses, (response) => response.promptId);
  const judgementsOf = groupBy(judgements, (judgement) => judgement.promptId);
  const pairs: PairRecord[] = [];
  const discarded = noneDiscarded();
  for (const prompt of prompts) {
    const selection = selectPair({
      prompt,
      responses: responsesOf.get(prompt.id) ?? [],
      judgements: judgementsOf.get(prompt.id) ?? [],
      minValidJudgements: iteration.minValidJudgements,
      iteration: iteration.iteration,
      random: createRandom(deriveSeed({ ...seedParts(iteration), promptId: prompt.id })),
    });
    if (selection.kind === 'pair') pairs.push(selection.pair);
    else discarded[selection.reason] += 1;
  }
  return { pairs, discarded };
}

function seedParts({
  run,
  iteration,
  attempt = 1,
  seed,
}: Omit<IterationCandidates, 'prompts' | 'responses' | 'judgements'>) {
  return { run, iteration, attempt, purpose: `pair/${seed}` };
}

function noneDiscarded(): Record<DiscardReason, number> {
  return { 'too-few-scored': 0, tie: 0, 'no-eligible-chosen': 0, 'empty-chosen': 0, 'identical-text': 0 };
}
