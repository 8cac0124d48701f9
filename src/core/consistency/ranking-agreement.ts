import { kendallTauA, spearman } from '../statistics/correlation';

/** How two rankings of the same responses are compared (2410.12735). */
export type ConsistencyMetric = 'kendall' | 'spearman' | 'top-order';

/** Each from 0 to 1; null where it is undefined: fewer than two responses, or for Spearman one value for all. */
export type RankingAgreement = Record<ConsistencyMetric, number | null>;

/** Values are rewards: the highest ranks first. Tied values count as neither concordant nor discordant. */
export function rankingAgreement(now: readonly number[], before: readonly number[]): RankingAgreement {
  return {
    kendall: toShare(kendallTauA(now, before)),
    spearman: toShare(spearman(now, before)),
    'top-order': now.length < 2 ? null : Number(sameOnly(now, before, Math.max) && sameOnly(now, before, Math.min)),
  };
}

function toShare(correlation: number | null): number | null {
  return correlation === null ? null : (correlation + 1) / 2;
}

/** Whether one response alone is at the end of both rankings, and the same one. */
function sameOnly(now: readonly number[], before: readonly number[], end: (...values: number[]) => number): boolean {
  const [a, b] = [onlyAt(now, end(...now)), onlyAt(before, end(...before))];
  return a !== null && a === b;
}

function onlyAt(values: readonly number[], value: number): number | null {
  const index = values.indexOf(value);
  return index === values.lastIndexOf(value) ? index : null;
}
