import { chooseExtremes } from './choose-extremes';
import { pairOf, type Selection } from './pair-of';
import { scoredResponses, type PairCandidates } from './scored-responses';

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
export function selectPair(candidates: PairCandidates): Selection {
  const extremes = chooseExtremes(scoredResponses(candidates), candidates.random);
  if (extremes.kind === 'none') return { kind: 'discarded', reason: extremes.reason };
  return pairOf({ chosen: extremes.best, rejected: extremes.worst }, candidates);
}
