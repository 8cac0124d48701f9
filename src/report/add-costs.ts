import type { StageCost } from './data/cost-data';

/** The costs of the parts of a stage together. Utilisation is weighed by time. */
export function addCosts(stage: string, costs: readonly StageCost[]): StageCost {
  const total = (of: (cost: StageCost) => number) => costs.reduce((sum, cost) => sum + of(cost), 0);
  const utilised = costs.flatMap(({ utilisation, seconds }) =>
    utilisation === null ? [] : [{ utilisation, seconds }],
  );
  const utilisedSeconds = utilised.reduce((sum, { seconds }) => sum + seconds, 0);
  return {
    part: '',
    stage,
    attempts: total(({ attempts }) => attempts),
    seconds: total(({ seconds }) => seconds),
    calls: costs.some(({ calls }) => calls)
      ? {
          made: total(({ calls }) => calls?.made ?? 0),
          recalled: total(({ calls }) => calls?.recalled ?? 0),
          quarantined: total(({ calls }) => calls?.quarantined ?? 0),
          retried: addCounts(costs.map(({ calls }) => calls?.retried ?? {})),
          tokens: total(({ calls }) => calls?.tokens ?? 0),
          seconds: total(({ calls }) => calls?.seconds ?? 0),
        }
      : null,
    utilisation:
      utilisedSeconds === 0
        ? null
        : utilised.reduce((sum, { utilisation, seconds }) => sum + utilisation * seconds, 0) / utilisedSeconds,
  };
}

/** Counts by name of all together. */
export function addCounts(all: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const [name, value] of all.flatMap((counts) => Object.entries(counts))) sum[name] = (sum[name] ?? 0) + value;
  return sum;
}
