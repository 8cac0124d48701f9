import { groupBy } from '../group-by';
import { summarise } from '../judging/score-summary';
import type { JudgementRecord, PairRecord, PromptRecord, ResponseRecord } from '../records';
import type { Random } from '../seeds';
import { visibleContent } from '../visible-text';

/**
 * Why a prompt gave no pair.
 * - `too-few-scored`: fewer than two responses have enough valid judgements.
 * - `tie`: the best and the worst score are equal.
 * - `no-eligible-chosen`: only responses that were cut at the token limit scored above the worst.
 * - `empty-chosen`: the finished responses that scored above the worst are empty, or hold nothing that can be seen.
 * - `identical-text`: chosen and rejected have the same text to a reader.
 */
export type DiscardReason = 'too-few-scored' | 'tie' | 'no-eligible-chosen' | 'empty-chosen' | 'identical-text';

export type Selection = { kind: 'pair'; pair: PairRecord } | { kind: 'discarded'; reason: DiscardReason };

export interface PairCandidates {
  prompt: Pick<PromptRecord, 'id' | 'text'>;
  responses: readonly ResponseRecord[];
  judgements: readonly JudgementRecord[];
  minValidJudgements: number;
  iteration: number;
  /** Breaks what is still a tie after every rule. */
  random: Random;
}

type Scored = { response: ResponseRecord; mean: number; variance: number };

/** Fewest valid judgements of a response that may enter a pair, when the recipe does not say (methods sheet, 0.3). */
export function minimumValidOf({
  perResponse,
  minimumValid,
}: {
  perResponse: number;
  minimumValid?: number | undefined;
}): number {
  return minimumValid ?? (perResponse >= 3 ? 2 : 1);
}

/** The highest against the lowest mean score of one prompt (2401.10020). The order of its inputs does not matter. */
export function selectPair({ prompt, random, ...candidates }: PairCandidates): Selection {
  const scored = scoredResponses(candidates);
  if (scored.length < 2) return discard('too-few-scored');
  const lowest = Math.min(...scored.map(({ mean }) => mean));
  const better = scored.filter(({ mean }) => mean > lowest);
  if (better.length === 0) return discard('tie');
  const finished = better.filter(({ response }) => response.finishReason === 'stop');
  const eligible = finished.filter(({ response }) => visibleContent(response.text) !== '');
  if (eligible.length === 0) return discard(finished.length > 0 ? 'empty-chosen' : 'no-eligible-chosen');

  const highest = Math.max(...eligible.map(({ mean }) => mean));
  const best = eligible.filter(({ mean }) => mean === highest);
  const worst = scored.filter(({ mean }) => mean === lowest);
  const shortest = lowestBy(best, ({ response }) => response.tokens);
  const chosen = random.pick(lowestBy(shortest, ({ variance }) => variance));
  const rejected = random.pick(lowestBy(worst, ({ variance }) => variance));
  if (visibleContent(chosen.response.text) === visibleContent(rejected.response.text)) return discard('identical-text');
  return { kind: 'pair', pair: toPair(prompt, chosen, rejected, candidates) };
}

/** Responses with enough valid judgements, in the order of their ids. */
function scoredResponses({
  responses,
  judgements,
  minValidJudgements,
}: Pick<PairCandidates, 'responses' | 'judgements' | 'minValidJudgements'>): Scored[] {
  const byResponse = groupBy(judgements, (judgement) => judgement.responseId);
  return responses
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap((response) => {
      const { valid, mean, variance } = summarise(byResponse.get(response.id) ?? []);
      if (mean === null || variance === null || valid < minValidJudgements) return [];
      return [{ response, mean, variance }];
    });
}

function toPair(
  prompt: PairCandidates['prompt'],
  chosen: Scored,
  rejected: Scored,
  { judgements, iteration }: Pick<PairCandidates, 'judgements' | 'iteration'>,
): PairRecord {
  const restsOn = new Set([chosen.response.id, rejected.response.id]);
  const used = judgements.filter(({ responseId, outcome }) => restsOn.has(responseId) && outcome.kind === 'scored');
  return {
    id: `${prompt.id}.p${iteration}`,
    promptId: prompt.id,
    prompt: prompt.text,
    chosen: chosen.response.text,
    rejected: rejected.response.text,
    chosenId: chosen.response.id,
    rejectedId: rejected.response.id,
    chosenScore: chosen.mean,
    rejectedScore: rejected.mean,
    judgementIds: used.map(({ id }) => id).toSorted(),
    weight: 1,
    iteration,
  };
}

function lowestBy<Item>(items: readonly Item[], valueOf: (item: Item) => number): Item[] {
  const lowest = Math.min(...items.map(valueOf));
  return items.filter((item) => valueOf(item) === lowest);
}

function discard(reason: DiscardReason): Selection {
  return { kind: 'discarded', reason };
}
