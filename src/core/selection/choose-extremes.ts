import type { Random } from '../seeds';
import { isBlank, isEligible, readSame, tokensOf, type PooledResponse } from './candidate-rules';

/** Why a prompt gave no best and worst; the words of select-pair.ts. */
export type NoExtremes = 'too-few-scored' | 'tie' | 'no-eligible-chosen' | 'empty-chosen' | 'identical-text';

export const NO_EXTREMES: Record<NoExtremes, 0> = {
  'too-few-scored': 0,
  tie: 0,
  'no-eligible-chosen': 0,
  'empty-chosen': 0,
  'identical-text': 0,
};

export type Extremes<Candidate> =
  { kind: 'extremes'; best: Candidate; worst: Candidate } | { kind: 'none'; reason: NoExtremes };

/**
 * The highest eligible response against the lowest of any, by a score that has no variance of its own (methods sheet,
 * 0.3). Among equally good ones the shortest; what is still equal is drawn. Candidates come in the order of their ids.
 */
export function chooseExtremes<Candidate extends { response: PooledResponse; score: number }>(
  candidates: readonly Candidate[],
  random: Random,
): Extremes<Candidate> {
  if (candidates.length < 2) return { kind: 'none', reason: 'too-few-scored' };
  const lowest = Math.min(...candidates.map(({ score }) => score));
  const better = candidates.filter(({ score }) => score > lowest);
  if (better.length === 0) return { kind: 'none', reason: 'tie' };
  const finished = better.filter(({ response }) => isEligible(response));
  const eligible = finished.filter(({ response }) => !isBlank(response));
  if (eligible.length === 0) {
    return { kind: 'none', reason: finished.length > 0 ? 'empty-chosen' : 'no-eligible-chosen' };
  }
  const best = random.pick(
    extreme(
      extreme(eligible, ({ score }) => -score),
      ({ response }) => tokensOf(response),
    ),
  );
  const worst = random.pick(candidates.filter(({ score }) => score === lowest));
  if (readSame(best.response, worst.response)) return { kind: 'none', reason: 'identical-text' };
  return { kind: 'extremes', best, worst };
}

function extreme<Item>(items: readonly Item[], valueOf: (item: Item) => number): Item[] {
  const lowest = Math.min(...items.map(valueOf));
  return items.filter((item) => valueOf(item) === lowest);
}
