import type { Random } from '../random';
import { pairedBootstrap, type Interval } from './bootstrap';
import { signTest } from './sign-test';

/** Two models on the same items, from the side of the proposed one. */
export interface PairedComparison {
  compared: number;
  better: number;
  worse: number;
  equal: number;
  /** Of the mean difference, proposed - current; null of nothing. */
  difference: Interval | null;
  /** Of the exact sign test over the items that differ. */
  pValue: number;
}

/** @throws RangeError when the lists differ in length. */
export function pairedComparison(
  current: readonly number[],
  proposed: readonly number[],
  random: Random,
): PairedComparison {
  const difference = pairedBootstrap(current, proposed, { random });
  const signs = proposed.map((value, index) => Math.sign(value - (current[index] ?? Number.NaN)));
  const count = (sign: number) => signs.filter((value) => value === sign).length;
  const [better, worse, equal] = [count(1), count(-1), count(0)];
  return { compared: signs.length, better, worse, equal, difference, pValue: signTest(better, worse) };
}
