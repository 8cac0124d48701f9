import { groupBy } from '../group-by';
import { meanOf } from '../statistics/score-arithmetic';
import type { ResponseScore } from '../selection/response-score';

export interface BestOfNPoint {
  n: number;
  /** The mean over prompts of the expected best score of n responses; null when no prompt has as many. */
  score: number | null;
  prompts: number;
}

export const CURVE_SIZES: readonly number[] = [1, 2, 4, 8, 16];

/** What choosing the best of n responses would give, estimated without bias from however many were scored. */
export function bestOfNCurve(
  scores: readonly Pick<ResponseScore, 'promptId' | 'score'>[],
  sizes: readonly number[] = CURVE_SIZES,
): BestOfNPoint[] {
  const prompts = [...groupBy(scores, ({ promptId }) => promptId).values()].map((of) => of.map(({ score }) => score));
  return sizes.map((n) => {
    const expected = prompts.filter((of) => of.length >= n).map((of) => expectedBest(of, n));
    return { n, score: meanOf(expected), prompts: expected.length };
  });
}

/**
 * The mean of the best over all choices of n of the scores: the i-th smallest of m is the best in C(i-1, n-1) of them.
 * From the best on, each share follows from the one before it, so that no binomial overflows.
 * @throws RangeError when there are fewer than n scores.
 */
export function expectedBest(scores: readonly number[], n: number): number {
  if (!Number.isInteger(n) || n < 1 || n > scores.length) {
    throw new RangeError(`cannot take ${n} of ${scores.length} scores`);
  }
  const descending = scores.toSorted((a, b) => b - a);
  let share = n / scores.length;
  let expected = 0;
  for (const [above, score] of descending.entries()) {
    expected += share * score;
    const others = scores.length - 1 - above;
    share = others === 0 ? 0 : (share * (others - n + 1)) / others;
  }
  return expected;
}
