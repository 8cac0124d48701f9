import { meanOf } from '../statistics/score-arithmetic';
import { shareOfFirst, type Verdict } from './combine-verdicts';
import type { OptionOrder } from './label-probability';

/** Fewest votes of an order that can be read: with fewer, nobody knows how sure the judge is (methods sheet, 7). */
export const MINIMUM_VOTES = 2;

/**
 * Votes for the first of two responses among those of both orders that can be read, a tie being half a vote for either.
 * Null with too few in one of the orders, because the other alone would show how the judge likes a slot.
 */
export function voteShare({ forward, backward }: Record<OptionOrder, readonly { verdict: Verdict }[]>): number | null {
  const shares = [forward, backward].map((votes) => votes.flatMap(({ verdict }) => shareOfFirst(verdict)));
  return shares.some((each) => each.length < MINIMUM_VOTES) ? null : meanOf(shares.flat());
}
