import { z } from 'zod';
import { roundScore } from '../statistics/score-arithmetic';
import { textLength } from '../text-length';
import { drawAgreed } from './choose-extremes';
import { eligibleResponses, lowestBy, noneDiscarded, type DiscardReason } from './eligible-responses';
import { onePairAPrompt, type OnePairSettings } from './one-pair-a-prompt';
import { pairOf, type PairDiscard, type Selection } from './pair-of';
import { scoredResponses, type PairCandidates } from './scored-responses';
import type { SelectionScope, Selector } from './selector';

/** How a pair is kept from teaching that longer is better (2407.19594). */
export const lengthControlSchema = z.strictObject({
  rho: z
    .number()
    .min(0)
    .lt(0.5, 'must be below 0.5: from there on the same response is both good and bad')
    .describe('Share of the range between the best and the worst score that still counts as best, and as worst.'),
  longestChosenCharacters: z
    .int()
    .min(1)
    .optional()
    .describe('Pairs whose chosen response is longer than this many code points are dropped.'),
});
export type LengthControl = z.infer<typeof lengthControlSchema>;

/**
 * - `same-response`: one response was the shortest of the good and the longest of the bad ones.
 * - `chosen-too-long`: the chosen response is longer than `longestChosenCharacters`.
 */
export type LengthControlledDiscard = DiscardReason | 'same-response' | 'chosen-too-long';

/** Lowest score of the chosen tier and highest one of the rejected tier; both belong to their tier. */
export function tierBounds({ highest, lowest, rho }: { highest: number; lowest: number; rho: number }) {
  // Rounded as the scores are: 0.68 * 5 + 0.32 * 1 is not exactly 3.72, and the bounds are inclusive.
  return {
    chosenFrom: roundScore((1 - rho) * highest + rho * lowest),
    rejectedTo: roundScore((1 - rho) * lowest + rho * highest),
  };
}

/**
 * The shortest response whose score is close to the best against the longest whose score is close to the worst
 * (2407.19594). The best is the best that may be chosen, so that rho = 0 is best against worst. Of equally long ones
 * the more extreme score counts, then the judgements that agree most; what is still equal is drawn.
 * @throws RangeError when rho is not in [0, 0.5).
 */
export function selectLengthControlledPair(
  candidates: PairCandidates,
  { rho, longestChosenCharacters = Infinity }: LengthControl,
): Selection<LengthControlledDiscard | PairDiscard> {
  if (!(rho >= 0 && rho < 0.5)) throw new RangeError(`rho must be at least 0 and below 0.5, got ${rho}`);
  const scored = scoredResponses(candidates);
  const above = eligibleResponses(scored);
  if (above.kind === 'none') return { kind: 'discarded', reason: above.reason };
  const { eligible, lowest } = above;
  const highest = Math.max(...eligible.map(({ score }) => score));
  const { chosenFrom, rejectedTo } = tierBounds({ highest, lowest, rho });

  const good = eligible.filter(({ score }) => score >= chosenFrom);
  const bad = scored.filter(({ score }) => score <= rejectedTo);
  const shortest = lowestBy(good, ({ response }) => textLength(response.text));
  const longest = lowestBy(bad, ({ response }) => -textLength(response.text));
  const best = lowestBy(shortest, ({ score }) => -score);
  const worst = lowestBy(longest, ({ score }) => score);
  const chosen = drawAgreed(best, candidates.random);
  const rejected = drawAgreed(worst, candidates.random);
  if (chosen.response.id === rejected.response.id) return { kind: 'discarded', reason: 'same-response' };
  if (textLength(chosen.response.text) > longestChosenCharacters) {
    return { kind: 'discarded', reason: 'chosen-too-long' };
  }
  return pairOf({ chosen, rejected }, candidates);
}

/** At most one pair a prompt, chosen by length among what scored alike (2407.19594). */
export function lengthControlled(
  scope: SelectionScope,
  control: LengthControl,
  settings: OnePairSettings = {},
): Selector {
  const none: Record<LengthControlledDiscard, number> = { ...noneDiscarded, 'same-response': 0, 'chosen-too-long': 0 };
  return onePairAPrompt({ scope, ...settings }, none, (candidates) => selectLengthControlledPair(candidates, control));
}
