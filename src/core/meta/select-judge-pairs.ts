import { groupBy } from '../group-by';
import type { PromptRecord } from '../records';
import { seedScope } from '../seed-scope';
import type { JudgePairRecord } from './judge-pair';
import { judgePairOf, type JudgePairContext, type JudgePairSelection, type MetaJudgedPrompt } from './judge-pair-of';
import type { JudgePairSettings } from './judge-pair-settings';
import { limitJudgePairs, type LimitedJudgePairs } from './limit-judge-pairs';
import { addToTotals, figuresOf, noMetaTotals, type MetaFigures } from './meta-totals';

/** All records of some prompts. */
export interface MetaJudgedRecords extends Omit<MetaJudgedPrompt, 'prompt' | 'responses'> {
  responses: readonly (MetaJudgedPrompt['responses'][number] & { promptId: string })[];
}

export interface JudgePairSources {
  prompts: readonly Pick<PromptRecord, 'id' | 'text'>[];
  /** Read twice, because a win weighs what all wins of the iteration say. */
  shards: readonly MetaJudgedRecords[];
  /** Training rows beside the judge pairs; `largestRowShare` counts them. */
  otherRows: number;
  messagesOf?: JudgePairContext['messagesOf'];
}

/** Why a prompt gave no judge pair, or lost it. */
export type JudgePairDiscard =
  Extract<JudgePairSelection, { kind: 'discarded' }>['reason'] | keyof LimitedJudgePairs['discarded'];

export interface SelectedJudgePairs {
  /** In the order of the prompts, at most one each. */
  pairs: JudgePairRecord[];
  /** Every reason is there, with 0 where it did not occur. */
  discarded: Record<JudgePairDiscard, number>;
  figures: MetaFigures;
}

/** Judge pairs of an iteration (2407.19594). The same records give the same bytes, in whatever order they come. */
export function selectJudgePairs(
  settings: JudgePairSettings & { seed: number; iteration: number; attempt: number },
  { prompts, shards, otherRows, messagesOf }: JudgePairSources,
): SelectedJudgePairs {
  const scope = seedScope(settings);
  let totals = noMetaTotals;
  for (const shard of shards) totals = addToTotals(totals, shard);
  const figures = figuresOf(totals);

  const promptsById = new Map(prompts.map((prompt) => [prompt.id, prompt]));
  const selections = new Map<string, JudgePairSelection>();
  for (const shard of shards) {
    const responsesOf = groupBy(shard.responses, ({ promptId }) => promptId);
    const verdictsOf = groupBy(shard.metaVerdicts, ({ promptId }) => promptId);
    for (const [promptId, judgements] of groupBy(shard.judgements, (judgement) => judgement.promptId)) {
      const prompt = promptsById.get(promptId);
      if (prompt === undefined) continue;
      const [responses, metaVerdicts] = [responsesOf.get(promptId) ?? [], verdictsOf.get(promptId) ?? []];
      const context = { weights: figures, scope, settings, messagesOf };
      selections.set(promptId, judgePairOf({ prompt, responses, judgements, metaVerdicts }, context));
    }
  }

  const discarded = noneDiscarded();
  const pairs = prompts.flatMap(({ id }) => {
    const selection = selections.get(id) ?? { kind: 'discarded', reason: 'too-few-judgements' };
    if (selection.kind === 'pair') return [selection.pair];
    discarded[selection.reason] += 1;
    return [];
  });
  const limited = limitJudgePairs(pairs, { ...settings, otherRows, scope });
  return { pairs: limited.pairs, discarded: { ...discarded, ...limited.discarded }, figures };
}

function noneDiscarded(): Record<JudgePairDiscard, number> {
  return {
    'too-few-judgements': 0,
    'zero-variance': 0,
    'no-meta-verdict': 0,
    'equal-strengths': 0,
    'identical-text': 0,
    'judgement-too-long': 0,
    'score-balance': 0,
    'row-share': 0,
  };
}
