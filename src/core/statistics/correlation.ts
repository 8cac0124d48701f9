/** Rank correlations. All are null where they are undefined: fewer than two values, or one value for all. */

/** Kendall's tau-a: (concordant - discordant) over all pairs; a tied pair counts as neither. */
export function kendallTauA(x: readonly number[], y: readonly number[]): number | null {
  const { concordant, discordant, pairs } = comparePairs(x, y);
  return pairs === 0 ? null : (concordant - discordant) / pairs;
}

/** Kendall's tau-b: tau-a corrected for ties, so that two lists with the same ties can still reach 1. */
export function kendallTauB(x: readonly number[], y: readonly number[]): number | null {
  const { concordant, discordant, untiedInX, untiedInY } = comparePairs(x, y);
  const scale = Math.sqrt(untiedInX * untiedInY);
  return scale === 0 ? null : (concordant - discordant) / scale;
}

/** Spearman's rho: the Pearson correlation of the ranks, equal values sharing the average of their ranks. */
export function spearman(x: readonly number[], y: readonly number[]): number | null {
  assertSameLength(x, y);
  return pearson(averageRanks(x), averageRanks(y));
}

function comparePairs(x: readonly number[], y: readonly number[]) {
  assertSameLength(x, y);
  const counts = { pairs: 0, concordant: 0, discordant: 0, untiedInX: 0, untiedInY: 0 };
  const points = x.map((value, index) => ({ x: value, y: y[index] ?? Number.NaN }));
  for (const [index, first] of points.entries()) {
    for (const second of points.slice(index + 1)) {
      const [signX, signY] = [Math.sign(first.x - second.x), Math.sign(first.y - second.y)];
      counts.pairs += 1;
      if (signX !== 0) counts.untiedInX += 1;
      if (signY !== 0) counts.untiedInY += 1;
      if (signX * signY > 0) counts.concordant += 1;
      if (signX * signY < 0) counts.discordant += 1;
    }
  }
  return counts;
}

/** Sorted once, so that many values take no longer than sorting does. */
function averageRanks(values: readonly number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b);
  const ranks = new Map<number, number>();
  for (let from = 0, to = 0; from < sorted.length; from = to) {
    const value = sorted[from] ?? Number.NaN;
    while (to < sorted.length && sorted[to] === value) to += 1;
    ranks.set(value, (from + 1 + to) / 2);
  }
  return values.map((value) => ranks.get(value) ?? Number.NaN);
}

function pearson(x: readonly number[], y: readonly number[]): number | null {
  const [deviationsX, deviationsY] = [deviations(x), deviations(y)];
  const scale = Math.sqrt(dot(deviationsX, deviationsX) * dot(deviationsY, deviationsY));
  return scale === 0 ? null : dot(deviationsX, deviationsY) / scale;
}

function deviations(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}

function dot(x: readonly number[], y: readonly number[]): number {
  return x.reduce((sum, value, index) => sum + value * (y[index] ?? 0), 0);
}

function assertSameLength(x: readonly number[], y: readonly number[]): void {
  if (x.length !== y.length) throw new RangeError(`expected lists of one length, got ${x.length} and ${y.length}`);
}
