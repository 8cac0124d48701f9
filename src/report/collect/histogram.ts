import type { Bin } from '../data/parts';

const WIDTHS = [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10_000];

/** At most `bins` bins of one round width, from 0 to beyond the largest value. */
export function histogram(counts: ReadonlyMap<number, number>, bins: number): Bin[] {
  if (counts.size === 0) return [];
  const largest = Math.max(...counts.keys());
  const width = WIDTHS.find((candidate) => Math.floor(largest / candidate) < bins) ?? Math.ceil((largest + 1) / bins);
  const filled = Array.from({ length: Math.floor(largest / width) + 1 }, (_, index) => ({
    from: index * width,
    to: (index + 1) * width,
    count: 0,
  }));
  for (const [value, count] of counts) {
    const bin = filled[Math.floor(value / width)];
    if (bin) bin.count += count;
  }
  return filled;
}
