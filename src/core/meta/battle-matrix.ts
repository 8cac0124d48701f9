import type { MetaVerdictRecord } from '../feedback-records';
import type { WinMatrix } from '../statistics/bradley-terry';
import type { PositionWeights } from './position-weights';

/**
 * B[m][n] = omega1 * [m, shown first, beat n] + omega2 * [m, shown second, beat n] (2407.19594). A tie, or a reply that
 * names no winner, adds nothing. Rows and columns follow `judgementIds`.
 */
export function battleMatrix(
  judgementIds: readonly string[],
  verdicts: readonly Pick<MetaVerdictRecord, 'firstId' | 'secondId' | 'forward' | 'backward'>[],
  { omega1, omega2 }: Pick<PositionWeights, 'omega1' | 'omega2'>,
): WinMatrix {
  // Whole wins are counted before they are weighed, so that the order of the verdicts cannot change a sum.
  const won = { shownFirst: new Map<string, number>(), shownSecond: new Map<string, number>() };
  const count = (position: keyof typeof won, winner: string, loser: string) => {
    const key = keyOf(winner, loser);
    won[position].set(key, (won[position].get(key) ?? 0) + 1);
  };
  for (const { firstId, secondId, forward, backward } of verdicts) {
    if (forward === 'first') count('shownFirst', firstId, secondId);
    if (forward === 'second') count('shownSecond', secondId, firstId);
    if (backward === 'second') count('shownFirst', secondId, firstId);
    if (backward === 'first') count('shownSecond', firstId, secondId);
  }
  return judgementIds.map((m) =>
    judgementIds.map((n) => {
      const key = keyOf(m, n);
      return omega1 * (won.shownFirst.get(key) ?? 0) + omega2 * (won.shownSecond.get(key) ?? 0);
    }),
  );
}

function keyOf(winner: string, loser: string): string {
  return JSON.stringify([winner, loser]);
}
