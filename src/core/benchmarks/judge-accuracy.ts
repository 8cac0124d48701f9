import type { Random } from '../random';
import { cohensKappa } from '../statistics/agreement';
import { bootstrapInterval, type Interval } from '../statistics/bootstrap';
import { labelAccuracy, type LabelAccuracy, type LabelledComparison } from '../statistics/label-accuracy';

export interface JudgeAccuracyReport extends LabelAccuracy {
  /** Of the two orders. */
  average: Interval | null;
  /** Of `net`. */
  netInterval: Interval | null;
  /** Cohen's kappa between the orders, where a verdict is "the first is better" or anything else, as LLMBar's is. */
  kappa: number | null;
  /** Verdicts that could not be read; they count as wrong. */
  nulls: number;
}

/** How often a judge finds the better response of pairs whose better one is known (2310.07641, 2410.12784). */
export function judgeAccuracyReport(comparisons: readonly LabelledComparison[], random: Random): JudgeAccuracyReport {
  const binary = (verdict: string) => (verdict === 'first' ? 'first' : 'other');
  return {
    ...labelAccuracy(comparisons),
    average: bootstrapInterval(comparisons, averageAccuracy, { random }),
    netInterval: bootstrapInterval(comparisons, (sample) => labelAccuracy(sample).net, { random }),
    kappa: cohensKappa(comparisons.map(({ forward, backward }) => [binary(forward), binary(backward)])),
    nulls: comparisons.flatMap(({ forward, backward }) => [forward, backward]).filter((verdict) => verdict === 'null')
      .length,
  };
}

function averageAccuracy(comparisons: readonly LabelledComparison[]): number | null {
  const { forward, backward } = labelAccuracy(comparisons);
  return forward === null || backward === null ? null : (forward + backward) / 2;
}
