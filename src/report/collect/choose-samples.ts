import type { PairRecord } from '../../core/records';

/** Pairs spread evenly over the score gaps, the widest first: a reader sees clear cases and doubtful ones alike. */
export function chooseSamples(pairs: readonly PairRecord[], most: number): PairRecord[] {
  const byGap = pairs.toSorted((a, b) => gapOf(b) - gapOf(a) || (a.id < b.id ? -1 : 1));
  if (byGap.length <= most) return byGap;
  const step = (byGap.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, index) => byGap[Math.round(index * step)]).flatMap((pair) => pair ?? []);
}

export function gapOf({ chosenScore, rejectedScore }: PairRecord): number {
  return chosenScore - rejectedScore;
}
