import type { Random } from '../seeds';
import { readSame, tokensOf } from './candidate-rules';
import { eligibleResponses, lowestBy, type DiscardReason, type Rated } from './eligible-responses';

export type Extremes<Candidate> =
  { kind: 'extremes'; best: Candidate; worst: Candidate } | { kind: 'none'; reason: DiscardReason };

/**
 * The highest score that may be chosen against the lowest of any (methods sheet, 0.3). Among equally good ones the
 * shortest, then those about which judges disagree least; what is still equal is drawn. Candidates come in the order of
 * their ids.
 */
export function chooseExtremes<Candidate extends Rated>(
  candidates: readonly Candidate[],
  random: Random,
): Extremes<Candidate> {
  const above = eligibleResponses(candidates);
  if (above.kind === 'none') return above;
  const shortest = lowestBy(
    lowestBy(above.eligible, ({ score }) => -score),
    ({ response }) => tokensOf(response),
  );
  const best = drawAgreed(shortest, random);
  const worst = drawAgreed(
    candidates.filter(({ score }) => score === above.lowest),
    random,
  );
  if (readSame(best.response, worst.response)) return { kind: 'none', reason: 'identical-text' };
  return { kind: 'extremes', best, worst };
}

/** One of those about which judges disagree least. */
export function drawAgreed<Candidate extends Rated>(candidates: readonly Candidate[], random: Random): Candidate {
  return random.pick(lowestBy(candidates, ({ variance = 0 }) => variance));
}
