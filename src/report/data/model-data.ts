import { z } from 'zod';
import { intervalSchema } from '../../core/statistics/bootstrap';
import { judgeBiasesSchema } from '../../core/biases/judge-biases';
import { benchmarkSummarySchema } from '../../core/benchmarks/benchmark-result';
import { modelReferenceSchema } from '../../core/records';
import { trainingOutcomeSchema } from '../../core/training/training-outcome';
import { trainingStepSchema } from '../../core/training/training-step';
import { count, countsByReason, measured } from './parts';

const trainingSchema = z.strictObject({
  objective: z.string(),
  outcome: trainingOutcomeSchema,
  loss: measured,
  margin: measured,
  accuracy: measured,
  kl: measured,
  chosenLogp: measured,
  rejectedLogp: measured,
  gradientNorm: measured,
  tokens: measured,
  seconds: measured,
  rowsTrained: measured,
  rowsDropped: countsByReason,
  /** What only its objective measures. */
  extra: z.record(z.string(), z.number()),
  /** Which of the measured checkpoints became the model; null where none was measured, so that it is the last one. */
  checkpoint: z.strictObject({ step: count, lastStep: count, measured: count, loss: z.number() }).nullable(),
  /** What was measured on the way, thinned out to what a plot can show; empty where no log was kept. */
  steps: z.array(trainingStepSchema),
});
export type TrainingSummary = z.infer<typeof trainingSchema>;

/** Agreement with people, and how many instructions each number is an average over. */
const metricSchema = z.strictObject({ value: measured, instructions: count.nullable() });

const evaluationSchema = z.strictObject({
  pairwiseAccuracy: metricSchema,
  bestOf5: metricSchema,
  exactMatch: metricSchema,
  spearman: metricSchema,
  kendallTauB: metricSchema,
  tieRate: metricSchema,
  parseRate: measured,
  /** Held-out groups, replies and judgements, by the names that the evaluation gives them. */
  counts: z.record(z.string(), count),
  answers: z.strictObject({ count, meanCharacters: measured, truncated: count }).nullable(),
  /** How far the model can be trusted as a judge, where the recipe asks for it. */
  biases: judgeBiasesSchema.nullable(),
});
export type EvaluationReport = z.infer<typeof evaluationSchema>;
export type MetricName = Exclude<keyof EvaluationReport, 'parseRate' | 'counts' | 'answers' | 'biases'>;

/** How far verdicts follow the order of the answers (core/statistics/position-bias). */
export const positionSchema = z.strictObject({
  compared: count,
  consistency: measured,
  firstSlot: measured,
  secondSlot: measured,
});
export type PositionReport = z.infer<typeof positionSchema>;

const comparisonSchema = z.strictObject({
  older: z.string(),
  /** The older one has the weights of the SFT baseline, perhaps as M_1. */
  againstBaseline: z.boolean(),
  wins: count,
  ties: count,
  losses: count,
  /** Comparisons in which the judge gave no verdict. */
  nulls: count,
  winRate: measured,
  selfJudged: z.boolean(),
  /** Of the win rate; null where no verdicts are kept. */
  interval: intervalSchema.nullable(),
  position: positionSchema.nullable(),
});
export type ComparisonReport = z.infer<typeof comparisonSchema>;

export const modelSchema = modelReferenceSchema.extend({
  /** The name of the parent where it is a model of this run. */
  parentName: z.string().nullable(),
  /** The model that has the same weights, where this is only another name of them. */
  sameAs: z.string().nullable(),
  /** A later attempt made the model that the run went on with. */
  replaced: z.boolean(),
  training: trainingSchema.nullable(),
  evaluation: evaluationSchema.nullable(),
  comparisons: z.array(comparisonSchema),
  benchmarks: z.array(benchmarkSummarySchema),
});
export type ModelReport = z.infer<typeof modelSchema>;
