/** What a report shows, as report.json holds it: small numbers and a few samples, never whole files of the run. */
import { z } from 'zod';
import { judgeBiasesSchema } from '../core/biases/judge-biases';
import { gateRecordSchema } from '../core/gate/gate-record';
import { rubricDecisionSchema } from '../core/guard-rails/rubric-trial';
import { safetyCountsSchema } from '../core/guard-rails/safety-counts';
import { modelReferenceSchema } from '../core/records';

const count = z.int().min(0);
const countsByReason = z.record(z.string(), count);
const measured = z.number().nullable();

/** A part of a histogram: `from` is included, `to` is not. */
const binSchema = z.strictObject({ from: z.number(), to: z.number(), count });
export type Bin = z.infer<typeof binSchema>;

const trainingSchema = z.strictObject({
  objective: z.string(),
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
});
export type ComparisonReport = z.infer<typeof comparisonSchema>;

const modelSchema = modelReferenceSchema.extend({
  /** The name of the parent where it is a model of this run. */
  parentName: z.string().nullable(),
  /** The model that has the same weights, where this is only another name of them. */
  sameAs: z.string().nullable(),
  /** A later attempt made the model that the run went on with. */
  replaced: z.boolean(),
  training: trainingSchema.nullable(),
  evaluation: evaluationSchema.nullable(),
  comparisons: z.array(comparisonSchema),
});
export type ModelReport = z.infer<typeof modelSchema>;

const judgementSampleSchema = z.strictObject({ id: z.string(), text: z.string(), score: measured });
const answerSampleSchema = z.strictObject({
  id: z.string(),
  text: z.string(),
  score: z.number().nullable(),
  judgements: z.array(judgementSampleSchema),
});
export type AnswerSample = z.infer<typeof answerSampleSchema>;

const pairSampleSchema = z.strictObject({
  id: z.string(),
  promptId: z.string(),
  prompt: z.string(),
  chosen: answerSampleSchema,
  rejected: answerSampleSchema,
});
export type PairSample = z.infer<typeof pairSampleSchema>;

const responsesSchema = z.strictObject({
  count,
  truncated: count,
  meanTokens: measured,
  tokens: z.array(binSchema),
});

const judgementsSchema = z.strictObject({
  count,
  unparsed: count,
  /** Scored only when the judge was held to one digit. */
  constrained: count,
  /** Share that had a score when first asked. */
  parseRate: measured,
  meanScore: measured,
  /** Judgements per rounded score 0 to 5. */
  histogram: z.array(count).length(6),
});

const pairsSchema = z.strictObject({
  count,
  meanGap: measured,
  chosenMeanCharacters: measured,
  rejectedMeanCharacters: measured,
  discarded: countsByReason,
  samples: z.array(pairSampleSchema),
});

const iterationSchema = z.strictObject({
  iteration: z.int().min(1),
  attempt: z.int().min(1),
  /** The model that made the data, and the one that learns from it. */
  policy: z.string(),
  makes: z.string(),
  finished: z.boolean(),
  /** A person rejected it and a later attempt took its place. */
  replaced: z.boolean(),
  /** `generation` counts the generated candidates: kept, and dropped by reason. */
  prompts: z.strictObject({ seed: count, generated: count, generation: countsByReason }),
  responses: responsesSchema.nullable(),
  judgements: judgementsSchema.nullable(),
  pairs: pairsSchema.nullable(),
  /** What the guard rails did, where there are any. */
  safety: safetyCountsSchema.nullable(),
  /** Which criteria were judged by and why, where the judge prompt evolves. */
  rubric: rubricDecisionSchema.nullable(),
  /** What the gate said of the new model; null before that, and from earlier versions. */
  gate: gateRecordSchema.nullable(),
});
export type IterationReport = z.infer<typeof iterationSchema>;

export const reportDataSchema = z.strictObject({
  version: z.literal(1),
  run: z.string(),
  method: z.string(),
  baseModel: z.string(),
  /** How many iterations the recipe asks for; an extended run may have more. */
  iterationsPlanned: count,
  writtenAt: z.iso.datetime(),
  models: z.array(modelSchema),
  iterations: z.array(iterationSchema),
  recipe: z.record(z.string(), z.unknown()),
});
export type ReportData = z.infer<typeof reportDataSchema>;
