import type { VerdictRecord } from '../../core/records';
import { createRandom, deriveSeed } from '../../core/seeds';
import { bootstrapInterval, type Interval } from '../../core/statistics/bootstrap';
import { headToHead } from '../../core/statistics/head-to-head';

/** A 95 % bootstrap interval of the win rate, the same for the same verdicts. Null without one. */
export function winRateInterval(comparison: string, verdicts: readonly VerdictRecord[]): Interval | null {
  const winners = verdicts.flatMap(({ winner }) => (winner === 'null' ? [] : [winner]));
  const seed = deriveSeed({ run: 'report', iteration: 0, promptId: '', purpose: `win-rate/${comparison}` });
  return bootstrapInterval(winners, (sample) => headToHead(sample).winRate, { random: createRandom(seed) });
}
