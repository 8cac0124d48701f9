/** What the trainer service takes and answers. Ours is strict; its replies may grow fields. */
import { z } from 'zod';
import { pretrainingSettingsSchema } from '../core/training/ppo-settings';
import { hyperparametersSchema } from './trainer-hyperparameters';

const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/, 'must be sha256: and 64 hexadecimal digits');
const storePath = z.string().min(1);

/** A model folder of the store and the digest of everything in it. */
const modelSourceSchema = z.strictObject({ path: storePath, digest });

export const tuningSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('full') }),
  z.strictObject({
    kind: z.literal('lora'),
    rank: z.int().min(1).default(16),
    alpha: z.number().positive().default(32),
    dropout: z.number().min(0).lt(1).default(0),
    targetModules: z.union([z.literal('all-linear'), z.array(z.string()).min(1)]).default('all-linear'),
    merge: z.boolean().default(true).describe('Whether a whole model comes out, or only the adapter.'),
  }),
]);

const objectiveIds = [
  'sft',
  'dpo',
  'dpo_soft',
  'dno_soft',
  'spin',
  'scir',
  'step_dpo',
  'rm_bt',
  'rm_soft',
  'prm',
  'ppo',
] as const;
/** What a job trains for; the trainer's own table says what each of them reads. */
export const objectiveIdSchema = z.enum(objectiveIds);
export type ObjectiveId = z.infer<typeof objectiveIdSchema>;

const datasetSchema = z.strictObject({ path: storePath, sha256: digest, rows: z.int().min(1) });

export const jobSpecificationSchema = z.strictObject({
  objective: objectiveIdSchema,
  base: modelSourceSchema,
  reference: modelSourceSchema
    .nullable()
    .default(null)
    .describe('Frozen reference of the objectives that have one; null means the base.'),
  rewardModel: modelSourceSchema.nullable().default(null).describe('What ppo is rewarded by; null for all others.'),
  dataset: datasetSchema,
  validation: z
    .strictObject({ dataset: datasetSchema, perEpoch: z.int().min(1).default(1) })
    .optional()
    .describe('Rows that are not trained on: the checkpoint with the lowest loss on them is published.'),
  pretraining: pretrainingSettingsSchema
    .extend({ dataset: datasetSchema })
    .optional()
    .describe('Texts that ppo keeps likely (PPO-ptx).'),
  output: storePath,
  seed: z
    .int()
    .min(0)
    .max(2 ** 32 - 1),
  hyperparameters: hyperparametersSchema.prefault({}),
  tuning: tuningSchema.default({ kind: 'full' }),
  precision: z.enum(['auto', 'float32', 'bf16-autocast']).default('auto'),
  checkpointEverySteps: z.int().min(1).default(50),
});
export type JobSpecification = z.infer<typeof jobSpecificationSchema>;

const optionalNumber = z.number().nullable();

/** Null where the objective has no such number. */
const metricsSchema = z.object({
  loss: z.number(),
  margin: optionalNumber,
  accuracy: optionalNumber,
  chosenLogp: optionalNumber,
  rejectedLogp: optionalNumber,
  kl: optionalNumber,
  gradientNorm: z.number(),
  learningRate: optionalNumber,
  tokens: z.int(),
  seconds: z.number(),
  /** What only this objective measures; a trainer of an earlier version does not say. */
  extra: z.record(z.string(), z.number()).default({}),
});

/** How the model of each measured step did on the rows of validation. */
const validationSchema = z.object({
  rows: z.int(),
  rowsDropped: z.record(z.string(), z.int()),
  /** Whose model was published; null where no row was left to measure with. */
  bestStep: z.int().nullable(),
  points: z.array(
    z.object({ step: z.int(), epoch: z.number(), loss: z.number(), margin: z.number(), accuracy: z.number() }),
  ),
});

const resultSchema = z.object({
  model: z.object({ path: storePath, digest }),
  metrics: metricsSchema.extend({
    rowsTrained: z.int(),
    rowsDropped: z.record(z.string(), z.int()),
    validation: validationSchema.nullish(),
  }),
  /** `kl-limit`: ppo ended early, as far from the reference as it may go; earlier trainers do not say. */
  outcome: z.string().default('completed'),
  /** Versions of what trained, and on what; a trainer of an earlier version does not say. */
  engines: z.record(z.string(), z.string()).default({}),
});

export const jobStatusSchema = z.object({
  id: z.string(),
  state: z.enum(['queued', 'running', 'succeeded', 'failed', 'cancelled']),
  step: z.int(),
  totalSteps: z.int().nullable(),
  epoch: z.number(),
  metrics: metricsSchema.nullable(),
  checkpoint: z.object({ step: z.int() }).nullable(),
  error: z
    .object({ kind: z.string(), message: z.string(), retryable: z.boolean(), path: z.string().nullable() })
    .nullable(),
  result: resultSchema.nullable(),
  queuedAt: z.string(),
  startedAt: z.string().nullable(),
  updatedAt: z.string(),
});
export type JobStatus = z.infer<typeof jobStatusSchema>;

/** One line of a job's event log; what it carries beside these fields depends on its kind. */
export const jobEventSchema = z.looseObject({
  seq: z.int(),
  time: z.string(),
  kind: z.enum(['state', 'progress', 'validation', 'log']),
});
export type JobEvent = z.infer<typeof jobEventSchema>;

export const trainerHealthSchema = z.object({
  status: z.literal('ok'),
  version: z.string(),
  engines: z.record(z.string(), z.string()),
  device: z.string(),
});
export type TrainerHealth = z.infer<typeof trainerHealthSchema>;

export const trainerErrorReplySchema = z.object({
  error: z.object({ kind: z.string(), message: z.string(), path: z.string().optional() }),
});

/** How a model of the Hugging Face hub gets into the store. */
export const downloadStatusSchema = z.object({
  id: z.string(),
  state: z.enum(['downloading', 'ready', 'failed']),
  path: z.string(),
  error: z.string().nullable(),
});
export type DownloadStatus = z.infer<typeof downloadStatusSchema>;
