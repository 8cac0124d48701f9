import type { Bin } from '../data/parts';

const MOST_BINS = 12;
const ROUND = [1, 2, 2.5, 5, 10];

/** At most twelve bins of one round width around scores of any scale. */
export function scoreBins(scores: readonly number[]): Bin[] {
  if (scores.length === 0) return [];
  // Too many to be arguments of Math.min.
  const low = scores.reduce((least, score) => Math.min(least, score), Infinity);
  const high = scores.reduce((most, score) => Math.max(most, score), -Infinity);
  // A span of eleven widths touches at most twelve bins.
  const width = roundWidth((high - low) / (MOST_BINS - 1));
  const first = Math.floor(low / width);
  const bins = Array.from({ length: Math.floor(high / width) - first + 1 }, (_, index) => ({
    from: (first + index) * width,
    to: (first + index + 1) * width,
    count: 0,
  }));
  for (const score of scores) {
    const bin = bins[Math.floor(score / width) - first];
    if (bin) bin.count += 1;
  }
  return bins;
}

/** The smallest round number that is larger. */
function roundWidth(least: number): number {
  if (least === 0) return 1;
  const power = 10 ** Math.floor(Math.log10(least));
  return (ROUND.find((step) => step * power > least) ?? 10) * power;
}
