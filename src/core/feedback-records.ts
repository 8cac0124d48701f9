/**
 * What critics other than the pointwise judge say about responses, one JSON object a line. `model` is the digest of the
 * model that said it; call keys lead to the recorded calls. (Judgements are in records.ts.)
 */
import { z } from 'zod';
import { critiqueRecordSchema, safeRevisionRecordSchema } from './guard-rails/guard-records';
import { digestSchema, verdictSchema } from './records';
import { said, saidId as id } from './said';

/**
 * Two responses to one prompt compared in both orders, in terms of the responses and not of the slots. `winner` is the
 * one that both orders name, a tie when they disagree, and null when either could not be read (2306.05685).
 */
export const comparisonRecordSchema = z.strictObject({
  kind: z.literal('verdict'),
  ...said,
  firstId: id,
  secondId: id,
  forward: verdictSchema,
  backward: verdictSchema,
  winner: verdictSchema,
  texts: z.tuple([z.string(), z.string()]),
  callKeys: z.tuple([digestSchema, digestSchema]),
  /** The name of the panel, and of its judge that said it. */
  critic: z.string().min(1).optional(),
  judge: z.string().min(1).optional(),
});
export type ComparisonRecord = z.infer<typeof comparisonRecordSchema>;

/** Sampled verdicts in one order, in terms of the responses and not of the slots. */
const votesSchema = z.array(z.strictObject({ verdict: verdictSchema, text: z.string() })).min(1);

/**
 * The probability that the first of two responses is better, from the log-probabilities of the label tokens: averaged
 * over `orders`, and under `principle` where the critic draws one (2212.08073). `clamped` tells that it was cut to the
 * range that chain-of-thought verdicts are held to. Where verdicts were sampled, it is the share of the votes that could
 * be read, and null with too few of them (2502.08922).
 */
export const preferenceRecordSchema = z.strictObject({
  kind: z.literal('preference'),
  ...said,
  firstId: id,
  secondId: id,
  probability: z.number().min(0).max(1).nullable(),
  orders: z.literal([1, 2]),
  principle: z.string().optional(),
  clamped: z.boolean(),
  votes: z.strictObject({ forward: votesSchema, backward: votesSchema }).optional(),
  callKeys: z.array(digestSchema).min(1),
});
export type PreferenceRecord = z.infer<typeof preferenceRecordSchema>;

/** The sum of the log-probabilities (nats) of a response's tokens after its prompt, under `model`. */
export const logProbabilityRecordSchema = z.strictObject({
  kind: z.literal('log-probability'),
  ...said,
  responseId: id,
  tokens: z.int().min(0),
  logp: z.number().max(0),
  callKey: digestSchema,
});
export type LogProbabilityRecord = z.infer<typeof logProbabilityRecordSchema>;

/** A number for one response by a critic that is no judge. Null when the critic could not say; never scored by default. */
export const scoreRecordSchema = z.strictObject({
  kind: z.literal('score'),
  ...said,
  responseId: id,
  critic: z.string().min(1),
  score: z.number().nullable(),
  reason: z.string().optional(),
  /** The probability that each step of the response is correct. */
  steps: z.array(z.number().min(0).max(1)).min(1).optional(),
  callKey: digestSchema.optional(),
  callKeys: z.array(digestSchema).min(1).optional(),
});
export type ScoreRecord = z.infer<typeof scoreRecordSchema>;

/** Two judgements of one response compared in both orders (2407.19594); `forward` shows the first one first. */
export const metaVerdictRecordSchema = z.strictObject({
  kind: z.literal('meta-verdict'),
  ...said,
  responseId: id,
  firstId: id,
  secondId: id,
  forward: verdictSchema,
  backward: verdictSchema,
  texts: z.tuple([z.string(), z.string()]),
  callKeys: z.tuple([digestSchema, digestSchema]),
});
export type MetaVerdictRecord = z.infer<typeof metaVerdictRecordSchema>;

/** Two next steps of a solution, of which the chosen one won most of its comparisons (2503.03746). */
export const stepPairRecordSchema = z.strictObject({
  kind: z.literal('step-pair'),
  ...said,
  step: z.int().min(1),
  /** The text of the steps before. */
  prefix: z.string(),
  chosen: z.string(),
  rejected: z.string(),
  chosenId: id,
  rejectedId: id,
  wins: z.strictObject({ chosen: z.int().min(0), rejected: z.int().min(0) }),
  /** How probable it is that each step is correct, and the scores that this and the wins give; where the recipe asks. */
  probabilities: z.strictObject({ chosen: z.number().min(0).max(1), rejected: z.number().min(0).max(1) }).optional(),
  scores: z.strictObject({ chosen: z.number(), rejected: z.number() }).optional(),
  /** Those of the two steps, and of the comparisons that either took part in. */
  callKeys: z.array(digestSchema).min(2),
});
export type StepPairRecord = z.infer<typeof stepPairRecordSchema>;

/** A solution that was written step by step, and how it ended; `set-aside` when the server refused a call of it. */
export const solutionRecordSchema = z.strictObject({
  kind: z.literal('solution'),
  ...said,
  text: z.string(),
  steps: z.int().min(0),
  status: z.enum(['finished', 'step-limit', 'roll-back-limit', 'set-aside']),
  /** Why a step was dropped and taken again. */
  rollBacks: z.array(z.string()),
});
export type SolutionRecord = z.infer<typeof solutionRecordSchema>;

export const feedbackRecordSchema = z.discriminatedUnion('kind', [
  comparisonRecordSchema,
  preferenceRecordSchema,
  logProbabilityRecordSchema,
  scoreRecordSchema,
  metaVerdictRecordSchema,
  stepPairRecordSchema,
  solutionRecordSchema,
  critiqueRecordSchema,
  safeRevisionRecordSchema,
]);
/** What any critic says, but for judgements. */
export type FeedbackRecord = z.infer<typeof feedbackRecordSchema>;
