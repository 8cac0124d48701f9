import { isBlank, isEligible, type PooledResponse } from './candidate-rules';

/**
 * Why a prompt gave no pair.
 * - `too-few-scored`: fewer than two responses have a score, or enough valid judgements for one.
 * - `tie`: the best and the worst score are equal.
 * - `no-eligible-chosen`: only responses that were cut at the token limit, or vetoed, scored above the worst.
 * - `empty-chosen`: the finished responses that scored above the worst are empty, or hold nothing that can be seen.
 * - `identical-text`: chosen and rejected have the same text to a reader.
 */
export type DiscardReason = 'too-few-scored' | 'tie' | 'no-eligible-chosen' | 'empty-chosen' | 'identical-text';

export const noneDiscarded: Readonly<Record<DiscardReason, 0>> = {
  'too-few-scored': 0,
  tie: 0,
  'no-eligible-chosen': 0,
  'empty-chosen': 0,
  'identical-text': 0,
};

/** A response with its score, and how much those who gave it disagreed. */
export interface Rated {
  response: PooledResponse;
  score: number;
  variance?: number;
}

export type Eligible<Candidate> =
  | { kind: 'eligible'; eligible: Candidate[]; lowest: number }
  | { kind: 'none'; reason: Exclude<DiscardReason, 'identical-text'> };

/** The responses of a prompt that scored above the worst and may be chosen (methods sheet, 0.3). */
export function eligibleResponses<Candidate extends Rated>(candidates: readonly Candidate[]): Eligible<Candidate> {
  if (candidates.length < 2) return { kind: 'none', reason: 'too-few-scored' };
  const lowest = Math.min(...candidates.map(({ score }) => score));
  const better = candidates.filter(({ score }) => score > lowest);
  if (better.length === 0) return { kind: 'none', reason: 'tie' };
  const finished = better.filter(({ response }) => isEligible(response));
  if (finished.length === 0) return { kind: 'none', reason: 'no-eligible-chosen' };
  const eligible = finished.filter(({ response }) => !isBlank(response));
  return eligible.length === 0 ? { kind: 'none', reason: 'empty-chosen' } : { kind: 'eligible', eligible, lowest };
}

/** All items with the lowest value. */
export function lowestBy<Item>(items: readonly Item[], valueOf: (item: Item) => number): Item[] {
  const lowest = Math.min(...items.map(valueOf));
  return items.filter((item) => valueOf(item) === lowest);
}
