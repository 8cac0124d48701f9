import type { ComparisonRecord } from '../feedback-records';

/**
 * How many of its ordered comparisons each candidate wins (2503.03746). A comparison without a verdict in one of the
 * orders counts for nobody; a candidate of none is not in the map.
 */
export function stepWins(comparisons: readonly ComparisonRecord[]): Map<string, number> {
  const wins = new Map<string, number>();
  for (const { firstId, secondId, forward, backward } of comparisons) {
    if (forward === 'null' || backward === 'null') continue;
    for (const [id, side] of [
      [firstId, 'first'],
      [secondId, 'second'],
    ] as const) {
      const won = [forward, backward].filter((verdict) => verdict === side).length;
      wins.set(id, (wins.get(id) ?? 0) + won);
    }
  }
  return wins;
}
