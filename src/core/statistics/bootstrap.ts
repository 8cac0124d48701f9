import { z } from 'zod';
import type { Random } from '../random';
import { average } from './average';

export interface BootstrapSettings {
  /** Makes the interval repeat: derive its seed from what is measured. */
  random: Random;
  /** 1000 unless told. */
  resamples?: number;
  /** 0.95 unless told. */
  confidence?: number;
}

/** A percentile bootstrap interval around the estimate. */
export const intervalSchema = z.strictObject({ estimate: z.number(), low: z.number(), high: z.number() });
export type Interval = z.infer<typeof intervalSchema>;

/**
 * The interval of a statistic when items are drawn anew with replacement. Null when the statistic is undefined for the
 * items themselves; resamples for which it is undefined are left out.
 */
export function bootstrapInterval<Item>(
  items: readonly Item[],
  statistic: (sample: readonly Item[]) => number | null,
  settings: BootstrapSettings,
): Interval | null {
  const several = (sample: readonly Item[]) => {
    const value = statistic(sample);
    return value === null ? null : [value];
  };
  return bootstrapIntervals(items, several, settings)?.[0] ?? null;
}

/** The same for several figures that are computed together, in the order of the statistic. */
export function bootstrapIntervals<Item>(
  items: readonly Item[],
  statistic: (sample: readonly Item[]) => readonly number[] | null,
  { random, resamples = 1000, confidence = 0.95 }: BootstrapSettings,
): Interval[] | null {
  const estimates = statistic(items);
  if (estimates === null) return null;
  const draws: (readonly number[])[] = [];
  for (let count = 0; count < resamples; count += 1) {
    const drawn = statistic(items.map(() => random.pick(items)));
    if (drawn !== null) draws.push(drawn);
  }
  const tail = (1 - confidence) / 2;
  return estimates.map((estimate, index) => {
    const sorted = draws.map((draw) => draw[index] ?? Number.NaN).toSorted((a, b) => a - b);
    return { estimate, low: quantile(sorted, tail) ?? estimate, high: quantile(sorted, 1 - tail) ?? estimate };
  });
}

/**
 * The mean of (proposed - current) over the same items, which are drawn together: what makes an item easy or hard for
 * both cancels out.
 * @throws RangeError when the lists differ in length.
 */
export function pairedBootstrap(
  current: readonly number[],
  proposed: readonly number[],
  settings: BootstrapSettings,
): Interval | null {
  if (current.length !== proposed.length) {
    throw new RangeError(`expected lists of one length, got ${current.length} and ${proposed.length}`);
  }
  const differences = proposed.map((value, index) => value - (current[index] ?? Number.NaN));
  return bootstrapInterval(differences, average, settings);
}

/** Linear between the two nearest values. */
function quantile(sorted: readonly number[], share: number): number | null {
  const position = share * (sorted.length - 1);
  const below = sorted[Math.floor(position)];
  const above = sorted[Math.ceil(position)];
  if (below === undefined || above === undefined) return null;
  return below + (above - below) * (position - Math.floor(position));
}
