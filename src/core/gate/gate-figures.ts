import { z } from 'zod';
import type { BenchmarkSummary } from '../benchmarks/benchmark-result';
import { winRateLossAtHigherReward } from '../guard-rails/over-optimisation';
import { refusalRateOf } from '../guard-rails/over-refusal';
import type { HeadToHead } from '../statistics/head-to-head';
import type { ModelEvaluation } from '../statistics/model-evaluation';

/** What a gate may bound. Rates, accuracies and their differences are shares of 1; only growth is in per cent. */
export const gateMetrics = [
  'pairwiseAccuracy',
  'pairwiseAccuracyChange',
  'parseRate',
  'tieRate',
  'winRateAgainstPrevious',
  'meanResponseLength',
  'responseLengthGrowthPercent',
  'refusalRateRise',
  'outsideDisagreement',
] as const;

/** Only where training was rewarded and the models were compared. */
const overOptimisation = z.literal('winRateLossAtHigherReward');

const benchmarkFigure = z.enum(['benchmark', 'benchmarkChange']);

/** The headline of a benchmark by its name, or how much more its questions came to than with the model before: `benchmark/ifeval`. */
export const gateMetricSchema = z.union([
  z.enum(gateMetrics),
  overOptimisation,
  z.templateLiteral([benchmarkFigure, '/', z.string().min(1)]),
]);
export type GateMetric = z.infer<typeof gateMetricSchema>;
type BenchmarkMetric = Exclude<GateMetric, (typeof gateMetrics)[number] | z.infer<typeof overOptimisation>>;

/** The benchmark that a metric is a figure of; undefined of another metric. */
export function benchmarkOf(metric: GateMetric): string | undefined {
  return /^benchmark(?:Change)?\/(.+)$/.exec(metric)?.[1];
}

/** Null where a figure was not measured. */
export type GateFigures = Record<(typeof gateMetrics)[number], number | null> &
  Partial<Record<BenchmarkMetric | z.infer<typeof overOptimisation>, number | null>>;

/** The figures of a new model beside the model that it was made from. */
export function gateFigures({
  evaluation,
  previous,
  againstPrevious,
  benchmarks = [],
  policy,
  rewardRise,
}: {
  evaluation: ModelEvaluation | undefined;
  previous: ModelEvaluation | undefined;
  againstPrevious: Pick<HeadToHead, 'wins' | 'losses' | 'winRate'> | undefined;
  benchmarks?: readonly BenchmarkSummary[] | undefined;
  /** The name of the model before, by which benchmarks know it. */
  policy?: string | undefined;
  /** How much more reward training earned in the end; undefined of an objective without one. */
  rewardRise?: number | undefined;
}): GateFigures {
  const [judge, before] = [evaluation?.judge, previous?.judge];
  const accuracy = judge?.metrics.pairwiseAccuracy ?? null;
  const length = evaluation?.answers.meanCharacters ?? null;
  return {
    pairwiseAccuracy: accuracy,
    pairwiseAccuracyChange: difference(accuracy, before?.metrics.pairwiseAccuracy),
    parseRate: judge?.parseRate ?? null,
    tieRate: judge?.metrics.tieRate ?? null,
    winRateAgainstPrevious: againstPrevious?.winRate ?? null,
    meanResponseLength: length,
    responseLengthGrowthPercent: growthPercent(length, previous?.answers.meanCharacters),
    refusalRateRise: difference(refusalRateOf(evaluation?.answers), refusalRateOf(previous?.answers)),
    outsideDisagreement: evaluation?.biases?.outsideDisagreement.share ?? null,
    ...(rewardRise === undefined || againstPrevious === undefined
      ? {}
      : { winRateLossAtHigherReward: winRateLossAtHigherReward(rewardRise, againstPrevious) }),
    ...Object.fromEntries(benchmarks.flatMap((summary) => benchmarkFigures(summary, policy))),
  };
}

/** A program may have reported no figure. */
function benchmarkFigures(
  { name, headline, against }: BenchmarkSummary,
  policy: string | undefined,
): [BenchmarkMetric, number | null][] {
  if (headline === null) return [];
  const change = against.find(({ model }) => model === policy)?.difference?.estimate ?? null;
  return [
    [`benchmark/${name}`, headline.value],
    [`benchmarkChange/${name}`, change],
  ];
}

function difference(after: number | null, before: number | null | undefined): number | null {
  return after === null || before === null || before === undefined ? null : after - before;
}

function growthPercent(after: number | null, before: number | null | undefined): number | null {
  return after === null || !before ? null : 100 * (after / before - 1);
}
