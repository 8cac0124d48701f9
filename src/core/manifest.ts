/**
 * Manifests name every file of a run by digest. The one of the preparation and those of the iterations form a chain, each
 * naming the one before it, and a workflow's history holds the digest of each. They hold nothing that depends on where a
 * run is done (addresses, times), so that equal runs have equal manifests.
 */
import { z } from 'zod';
import { gateRecordSchema } from './gate/gate-record';
import { safetyCountsSchema } from './guard-rails/safety-counts';
import { artifactSchema, digestSchema, modelReferenceSchema } from './records';
import { trainedRowsSchema } from './training/training-outcome';

/** The version of the manifests themselves. */
export const MANIFEST_VERSION = 2;
/** The version of the record schemas of core/records.ts. */
export const RECORD_VERSION = 1;

/** One file of a model folder; its path is relative to that folder. */
export const modelFileSchema = z.strictObject({
  path: z.string().min(1),
  sha256: digestSchema,
  bytes: z.int().min(0),
});
export type ModelFile = z.infer<typeof modelFileSchema>;

/** A model with the digest of each of its files, so that a damaged one can be named. */
export const listedModelSchema = modelReferenceSchema.extend({ files: z.array(modelFileSchema).min(1) });
export type ListedModel = z.infer<typeof listedModelSchema>;

/** How a model was served and how that was proven, without the address. */
export const servedRecordSchema = z.strictObject({
  digest: z.string(),
  servedName: z.string(),
  proof: z.strictObject({ kind: z.enum(['weight-version', 'name', 'assumed']), value: z.string().optional() }),
  fingerprint: z.strictObject({ logprobs: z.array(z.number()), tolerance: z.number() }).nullable(),
  /** The version of the model server, as it says itself; null where it does not say. */
  engine: z.string().nullable(),
});
export type ServedRecord = z.infer<typeof servedRecordSchema>;

/** A wording that judged: its name, and the digest of what it says. */
export const promptVersionSchema = z.strictObject({ name: z.string().min(1), digest: digestSchema });
export type PromptVersion = z.infer<typeof promptVersionSchema>;

const common = {
  version: z.literal(MANIFEST_VERSION),
  recordVersion: z.int().min(1),
  run: z.string().min(1),
  method: z.string().min(1),
  recipe: z.strictObject({ digest: digestSchema, file: artifactSchema }),
  seed: z.int(),
  switches: z.record(z.string(), z.string()),
  /** By what they are for. Earlier versions wrote digests alone, and of two wordings. */
  promptVersions: z.record(z.string(), z.union([promptVersionSchema, digestSchema])),
  engines: z.strictObject({
    srlm: z.string(),
    node: z.string(),
    /** What the trainer said that it used, by the model that was made with it. */
    training: z.record(z.string(), z.record(z.string(), z.string())),
  }),
  /** How training ended, by the model that it made; nothing of models of earlier versions. */
  trained: z.record(z.string(), trainedRowsSchema).default({}),
  served: z.array(servedRecordSchema),
  /** The manifest before this one; null for the first, and after one that an earlier version did not write. */
  previous: artifactSchema.nullable(),
  /** The models made here. */
  models: z.array(listedModelSchema),
  /** Everything else that this manifest answers for, by path. */
  files: z.array(artifactSchema),
};

export const preparationManifestSchema = z.strictObject({ kind: z.literal('preparation'), ...common });
export type PreparationManifest = z.infer<typeof preparationManifestSchema>;

export const iterationManifestSchema = z.strictObject({
  kind: z.literal('iteration'),
  ...common,
  iteration: z.int().min(1),
  attempt: z.int().min(1),
  /** What the rejected attempt left that this one redoes: its manifest and the record of its rejection, where there are any. */
  redoes: z.array(artifactSchema).nullable(),
  inputs: z.strictObject({
    models: z.record(z.enum(['base', 'baseline', 'anchor', 'policy']), modelReferenceSchema),
    /** The policy of the iteration before; null in the first. */
    previousModel: modelReferenceSchema.nullable().default(null),
    /** What ppo was rewarded by; left out where no reward model is used. */
    rewardModel: modelReferenceSchema.optional(),
    /** The digest of the module that selected; left out where srlm's own rules do. */
    selector: digestSchema.optional(),
    seedFiles: z.strictObject({
      ift: artifactSchema,
      heldOut: artifactSchema,
      prompts: artifactSchema,
      pairs: artifactSchema.optional(),
      teacher: artifactSchema.optional(),
      canaries: artifactSchema.optional(),
      pretraining: artifactSchema.optional(),
      ranked: artifactSchema.optional(),
    }),
    /** What the iteration before judged by, where the judge prompt evolves. */
    rubric: artifactSchema.optional(),
    earlier: z.strictObject({ prompts: z.array(artifactSchema), pairs: z.array(artifactSchema) }),
  }),
  outputs: z.strictObject({
    prompts: artifactSchema,
    responses: z.array(artifactSchema),
    feedback: z.array(artifactSchema),
    /** What other critics say, shard by shard. */
    criticFeedback: z.array(z.array(artifactSchema)).default([]),
    pairs: artifactSchema,
    trainingRows: artifactSchema,
    /** What was kept back to choose the best checkpoint; left out where the last one is kept. */
    validationRows: artifactSchema.optional(),
    /** What the reward model of ppo learned from, where it does from preferences. */
    rewardRows: artifactSchema.optional(),
    /** What this iteration judged by, where the judge prompt evolves. */
    rubric: artifactSchema.optional(),
    model: modelReferenceSchema,
  }),
  counts: z.looseObject({
    prompts: z.int(),
    responses: z.int(),
    judgements: z.int(),
    pairs: z.int(),
    safety: safetyCountsSchema.optional(),
  }),
  /** What the gate rested on and said of the model; left out by earlier versions. */
  gate: gateRecordSchema.optional(),
});
export type IterationManifest = z.infer<typeof iterationManifestSchema>;

export const manifestSchema = z.discriminatedUnion('kind', [preparationManifestSchema, iterationManifestSchema]);
export type Manifest = z.infer<typeof manifestSchema>;
