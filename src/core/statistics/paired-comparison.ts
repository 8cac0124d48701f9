import type { Random } from '../random';
import { pairedBootstrap, type Interval } from './bootstrap';
import { signTest } from './sign-test';

/** Two models on the same items, from the side of the proposed one. */
export interface PairedComparison {
  compared: number;
  /** Items that only one of the two has; they say nothing. */
  unpaired: number;
  better: number;
  worse: number;
  equal: number;
  /** Of the mean difference, proposed - current; null of nothing. */
  difference: Interval | null;
  /** Of the exact sign test over the items that differ. */
  pValue: number;
}

/** Compares what two models got on each item, by the name of the item. */
export function pairedComparison(
  current: ReadonlyMap<string, number>,
  proposed: ReadonlyMap<string, number>,
  random: Random,
): PairedComparison {
  const both = [...proposed].flatMap(([item, value]) => {
    const before = current.get(item);
    return before === undefined ? [] : [{ before, value }];
  });
  const difference = pairedBootstrap(
    both.map(({ before }) => before),
    both.map(({ value }) => value),
    { random },
  );
  const better = both.filter(({ before, value }) => value > before).length;
  const worse = both.filter(({ before, value }) => value < before).length;
  return {
    compared: both.length,
    unpaired: current.size + proposed.size - 2 * both.length,
    better,
    worse,
    equal: both.length - better - worse,
    difference,
    pValue: signTest(better, worse),
  };
}
