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
export type GateMetric = (typeof gateMetrics)[number];

/** Null where a figure was not measured. */
export type GateFigures = Record<GateMetric, number | null>;

/** The figures of a new model beside the model that it was made from. */
export function gateFigures({
  evaluation,
  previous,
  againstPrevious,
}: {
  evaluation: ModelEvaluation | undefined;
  previous: ModelEvaluation | undefined;
  againstPrevious: Pick<HeadToHead, 'winRate'> | undefined;
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
  };
}

function difference(after: number | null, before: number | null | undefined): number | null {
  return after === null || before === null || before === undefined ? null : after - before;
}

function growthPercent(after: number | null, before: number | null | undefined): number | null {
  return after === null || !before ? null : 100 * (after / before - 1);
}
