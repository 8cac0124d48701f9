import { tokensOf } from './candidate-rules';
import { pairOf, type Selection } from './pair-of';
import { lowestBy, rankResponses, type PairCandidates } from './rank-responses';

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
  const ranked = rankResponses(candidates);
  if (ranked.kind === 'discarded') return ranked;
  const { scored, eligible, lowest } = ranked;
  const best = lowestBy(eligible, ({ mean }) => -mean);
  const worst = scored.filter(({ mean }) => mean === lowest);
  const shortest = lowestBy(best, ({ response }) => tokensOf(response));
  const chosen = candidates.random.pick(lowestBy(shortest, ({ variance }) => variance));
  const rejected = candidates.random.pick(lowestBy(worst, ({ variance }) => variance));
  return pairOf({ chosen, rejected }, candidates);
}
