import { z } from 'zod';
import { scoreAlarmSchema, scoreHealthSchema } from '../../core/statistics/score-health';
import { gateRecordSchema } from '../../core/gate/gate-record';
import { rubricDecisionSchema } from '../../core/guard-rails/rubric-trial';
import { safetyCountsSchema } from '../../core/guard-rails/safety-counts';
import { promptDiversitySchema } from '../../core/prompts/prompt-diversity';
import { binSchema, count, countsByReason, measured } from './parts';
import { positionSchema } from './model-data';

const judgementSampleSchema = z.strictObject({ id: z.string(), text: z.string(), score: measured });
const answerSampleSchema = z.strictObject({
  id: z.string(),
  text: z.string(),
  score: measured,
  judgements: z.array(judgementSampleSchema),
});
export type AnswerSample = z.infer<typeof answerSampleSchema>;

const pairSampleSchema = z.strictObject({
  id: z.string(),
  promptId: z.string(),
  prompt: z.string(),
  chosen: answerSampleSchema,
  rejected: answerSampleSchema,
  /** Neither side is the better one: chosen and rejected are the first and the second. */
  unlabelled: z.boolean(),
});
export type PairSample = z.infer<typeof pairSampleSchema>;

const responsesSchema = z.strictObject({
  count,
  truncated: count,
  /** Left out because they read as another one of their prompt; absent where the recipe keeps them. */
  duplicates: count.optional(),
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
  health: scoreHealthSchema,
  /** What calls for a look at the judge, against the iteration before. */
  alarms: z.array(scoreAlarmSchema),
});

/** What a critic other than the pointwise judge said, by the kind of its records. */
const criticSchema = z.strictObject({
  critic: z.string(),
  kind: z.string(),
  count,
  /** Of critics that give numbers; null counts those that could not say. */
  scores: z.strictObject({ nulls: count, mean: measured, bins: z.array(binSchema) }).nullable(),
  /** Of critics that compare: who won, and how far that depends on the order. */
  outcomes: countsByReason.nullable(),
  position: positionSchema.nullable(),
});
export type CriticReport = z.infer<typeof criticSchema>;

/** The scores by which the selection compares responses, of one critic or of several together. */
const comparedSchema = z.strictObject({
  critic: z.string(),
  /** Responses that have none. */
  unscored: count,
  mean: measured,
  bins: z.array(binSchema),
  /** The expected best score of n responses to a prompt, over the prompts that have as many (2304.06767). */
  bestOfN: z.array(z.strictObject({ n: z.int(), score: z.number(), prompts: count })),
});

/** Mean score of the responses of a range of lengths, in tokens. */
const scoreByLengthSchema = z.strictObject({
  /** Rank correlation of length and score over all scored responses. */
  spearman: measured,
  bins: z.array(z.strictObject({ from: z.number(), to: z.number(), count, meanScore: z.number() })),
});

/** How far the preferences of a model agree with each other, and with those of the model before it. */
const consistencySchema = z.strictObject({
  /** Share of pairs for which judge and implicit reward prefer the same side (2502.08922). */
  ratio: measured,
  /** How many were compared to select from; null for the mean over the last steps of training. */
  pairs: count.nullable(),
  /** CREAM's C (2410.12735): how alike M_t and the model before it rank responses, over the prompts that were measured. */
  cream: z.strictObject({ value: measured, prompts: count, unmeasured: count }).nullable(),
});
export type ConsistencyReport = z.infer<typeof consistencySchema>;

const pairsSchema = z.strictObject({
  count,
  meanGap: measured,
  chosenMeanCharacters: measured,
  rejectedMeanCharacters: measured,
  discarded: countsByReason,
  samples: z.array(pairSampleSchema),
});

export const iterationSchema = z.strictObject({
  iteration: z.int().min(1),
  attempt: z.int().min(1),
  /** The model that made the data, and the one that learns from it. */
  policy: z.string(),
  makes: z.string(),
  finished: z.boolean(),
  /** Why a person rejected it and a later attempt took its place; null where it stands. */
  rejectedBecause: z.string().nullable(),
  /**
   * `generation` counts the generated candidates: kept, passed when enough were there, and dropped by reason. `diversity`
   * is null in runs of earlier versions.
   */
  prompts: z.strictObject({
    seed: count,
    generated: count,
    generation: countsByReason,
    diversity: promptDiversitySchema.nullable(),
  }),
  responses: responsesSchema.nullable(),
  judgements: judgementsSchema.nullable(),
  critics: z.array(criticSchema),
  compared: comparedSchema.nullable(),
  scoreByLength: scoreByLengthSchema.nullable(),
  /** Rows that were set aside because no server could take them, by stage. */
  setAside: countsByReason,
  pairs: pairsSchema.nullable(),
  /** Of methods that measure it. */
  consistency: consistencySchema.nullable(),
  /** What the guard rails did, where there are any. */
  safety: safetyCountsSchema.nullable(),
  /** Which criteria were judged by and why, where the judge prompt evolves. */
  rubric: rubricDecisionSchema.nullable(),
  /** What the gate said of the new model; null before that, and from earlier versions. */
  gate: gateRecordSchema.nullable(),
});
export type IterationReport = z.infer<typeof iterationSchema>;
