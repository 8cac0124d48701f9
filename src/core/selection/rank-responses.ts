/** What every choice of one pair by scores asks of a prompt's responses first (methods sheet, 0.3). */
import { groupBy } from '../group-by';
import { summarise } from '../judging/score-summary';
import type { JudgementRecord, PromptRecord, ResponseRecord } from '../records';
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

export interface PairCandidates {
  prompt: Pick<PromptRecord, 'id' | 'text'>;
  responses: readonly ResponseRecord[];
  judgements: readonly JudgementRecord[];
  minValidJudgements: number;
  iteration: number;
  /** Breaks what is still a tie after every rule. */
  random: Random;
}

export type ScoredResponse = { response: ResponseRecord; mean: number; variance: number };

export interface RankedResponses {
  kind: 'ranked';
  /** Responses with enough valid judgements, in the order of their ids. */
  scored: ScoredResponse[];
  /** Those of them that scored above the worst and may be chosen. */
  eligible: ScoredResponse[];
  lowest: number;
}

export function rankResponses(
  candidates: Pick<PairCandidates, 'responses' | 'judgements' | 'minValidJudgements'>,
): RankedResponses | { kind: 'discarded'; reason: Exclude<DiscardReason, 'identical-text'> } {
  const scored = scoredResponses(candidates);
  if (scored.length < 2) return { kind: 'discarded', reason: 'too-few-scored' };
  const lowest = Math.min(...scored.map(({ mean }) => mean));
  const better = scored.filter(({ mean }) => mean > lowest);
  if (better.length === 0) return { kind: 'discarded', reason: 'tie' };
  const finished = better.filter(({ response }) => response.finishReason === 'stop');
  if (finished.length === 0) return { kind: 'discarded', reason: 'no-eligible-chosen' };
  const eligible = finished.filter(({ response }) => visibleContent(response.text) !== '');
  if (eligible.length === 0) return { kind: 'discarded', reason: 'empty-chosen' };
  return { kind: 'ranked', scored, eligible, lowest };
}

function scoredResponses({
  responses,
  judgements,
  minValidJudgements,
}: Pick<PairCandidates, 'responses' | 'judgements' | 'minValidJudgements'>): ScoredResponse[] {
  const byResponse = groupBy(judgements, (judgement) => judgement.responseId);
  return responses
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap((response) => {
      const { valid, mean, variance } = summarise(byResponse.get(response.id) ?? []);
      if (mean === null || variance === null || valid < minValidJudgements) return [];
      return [{ response, mean, variance }];
    });
}

/** All items with the lowest value. */
export function lowestBy<Item>(items: readonly Item[], valueOf: (item: Item) => number): Item[] {
  const lowest = Math.min(...items.map(valueOf));
  return items.filter((item) => valueOf(item) === lowest);
}
