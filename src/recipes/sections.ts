/**
 * The parts of a recipe that methods share. The schema is the reference: each field has its bound, its default and one
 * sentence; `srlm init` and the JSON Schema are generated from here.
 */
import { z } from 'zod';

const count = z.int().min(1);
const fraction = z.number().min(0).max(1);

/** What the IFT seed is where nobody names one. */
export const EXAMPLE_IFT = 'example:ift';

/** How to sample from a model. */
export function samplingSchema(defaults: { temperature: number; topP: number; maxTokens: number }) {
  return z
    .strictObject({
      temperature: z.number().min(0).max(2).default(defaults.temperature).describe('Sampling temperature.'),
      topP: z.number().gt(0).max(1).default(defaults.topP).describe('Nucleus sampling: the probability mass kept.'),
      maxTokens: count.max(32768).default(defaults.maxTokens).describe('Longest reply, in tokens.'),
    })
    .prefault({});
}

export const runNameSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be 1 to 63 lower-case letters, digits or hyphens');

export const baseModelSchema = z
  .string()
  .min(1)
  .default('smollm2-135m-instruct')
  .describe('M_0: a model of the store, a local folder, or a Hugging Face id (owner/name).');

export const dataSchema = z
  .strictObject({
    ift: z
      .string()
      .default(EXAMPLE_IFT)
      .describe('IFT seed: JSON Lines (plain or .gz) of {id, prompt, response, tags?, instructions?}.'),
    eft: z
      .string()
      .default('example:eft-train')
      .describe('EFT seed: JSON Lines of {id, prompt, replies: [{id, text, rank, judgement?}]}.'),
    heldOut: z
      .string()
      .default('example:eft-heldout')
      .describe('Held-out EFT groups: every model is evaluated on them; no one trains on them.'),
    prompts: z
      .string()
      .default('example:prompts')
      .describe('Unused prompts: JSON Lines of {id, text, tags?, instructions?}.'),
    pairs: z
      .string()
      .optional()
      .describe('Preference pairs for the method dpo: JSON Lines of {id, prompt, chosen, rejected}.'),
    teacher: z
      .string()
      .optional()
      .describe(
        "A teacher's responses to prompts of the run, for the method dno: JSON Lines of {id, prompt, response}, id that of the prompt.",
      ),
    redTeam: z
      .string()
      .optional()
      .describe('Prompts that ask for harm, for the method cai (example:red-team): JSON Lines of {id, text}.'),
    canaries: z
      .string()
      .optional()
      .describe(
        'Prompts that ask for harm with a safe (chosen) and an unsafe (rejected) answer, where the judge prompt evolves (example:safety-canaries): JSON Lines of {id, prompt, chosen, rejected}.',
      ),
    steps: z
      .string()
      .optional()
      .describe(
        'Solutions whose steps people labelled, for processRewardModel: JSON Lines of {id, prompt, steps, labels}, a label being 1 (correct), "neutral" or 0 (wrong, where the labels may end).',
      ),
    pretraining: z
      .string()
      .optional()
      .describe('Texts of the pretraining that ppo keeps likely (PPO-ptx): JSON Lines of {id, text}.'),
  })
  .prefault({})
  .describe('Seed data: files, or example:NAME for the small set that comes with srlm.');

export const eftSchema = z
  .strictObject({
    judgements: z
      .enum(['as-needed', 'provided', 'baseline', 'external'])
      .default('as-needed')
      .describe(
        'Where EFT judgements come from: the file, and for groups without any the SFT baseline (as-needed); the file alone (provided); the SFT baseline, whose scores must agree with the human ranks; or the external judge of roles.eftJudge.',
      ),
    resamples: count.max(16).default(4).describe('Attempts per reply when judgements are built.'),
    mix: z
      .enum(['natural', 'equal'])
      .optional()
      .describe('Whether the rows of both seeds count as they are, or those of each seed for half of all (by weight).'),
    modalScoreCap: z.number().gt(0).max(1).default(0.4).describe('No score may make up more than this share of EFT.'),
  })
  .prefault({})
  .describe('How the model is taught to judge.');

export const revisionsSchema = z
  .strictObject({
    rounds: z.int().min(1).max(16).default(4).describe('Revisions of each response, by another principle each.'),
    critiques: z.boolean().default(true).describe('Whether a critique comes before each revision.'),
    helpfulAnswers: z
      .int()
      .min(0)
      .max(64)
      .default(2)
      .describe('Own answers to each prompt of data.prompts that are trained on beside the revisions.'),
    sampling: samplingSchema({ temperature: 1, topP: 1, maxTokens: 512 }),
  })
  .prefault({})
  .describe('How M_0 revises its own responses, where M_1 is trained on the revisions (anchor: revisions).');

export const endpointSchema = z.strictObject({
  url: z
    .url({ protocol: /^https?$/, error: 'must be an http or https address' })
    // The recipe is in histories, in the store and in reports.
    .refine((value) => !URL.canParse(value) || new URL(value).username + new URL(value).password === '', {
      error: 'must not carry a user name or a password; give a key by apiKeyEnv',
    })
    .describe('Base address of an OpenAI-compatible server.'),
  model: z.string().min(1).describe('The name under which that server serves the model.'),
  apiKeyEnv: z
    .string()
    .regex(/^SRLM_KEY_[A-Z0-9_]+$/, {
      error:
        'must be SRLM_KEY_ and capital letters, digits or underscores: no other variable is ever sent to an endpoint; rename yours where the worker runs',
    })
    .optional()
    .describe(
      "The worker's environment variable that holds the API key, SRLM_KEY_ and a name; the key itself is never in a recipe.",
    ),
});
export type Endpoint = z.infer<typeof endpointSchema>;

export const roleSchema = z.union([z.literal('self'), endpointSchema]);

export const rolesSchema = z
  .strictObject({
    judge: roleSchema.default('self').describe('Who scores responses: the policy M_t itself, or an endpoint.'),
    generator: roleSchema.default('self').describe('Who writes new prompts: M_t, or a fixed model at an endpoint.'),
    evaluationJudge: roleSchema
      .default('self')
      .describe('Who compares models: the newest model (reported as self-judged), or an endpoint.'),
    teacher: endpointSchema
      .optional()
      .describe("Whose response to each prompt joins the policy's before they are scored, for the method dno."),
    eftJudge: endpointSchema.optional().describe('The external judge that writes EFT judgements.'),
  })
  .prefault({})
  .describe('Models other than the policy may live at OpenAI-compatible endpoints.');

export const promptsSchema = z
  .strictObject({
    source: z
      .enum(['seed', 'ift', 'pairs', 'red-team'])
      .default('seed')
      .describe(
        'Where given prompts come from: the prompts file, the IFT seed with its answers, data.pairs, or data.redTeam.',
      ),
    perIteration: count.default(64).describe('Prompts of an iteration, generated and unused seed prompts together.'),
    generatedShare: fraction
      .default(0.5)
      .describe('Share that is generated by Self-Instruct; the rest are unused seed prompts.'),
    shots: count.max(16).default(8).describe('Few-shot examples: after the first round 2 of 8 are generated ones.'),
    sampling: samplingSchema({ temperature: 0.6, topP: 0.9, maxTokens: 200 }),
    maxRounds: count
      .default(20)
      .describe('Generation stops after this many rounds even if too few prompts passed the filters.'),
  })
  .prefault({})
  .describe('New prompts: Self-Instruct (2212.10560) mixed with unused seed prompts.');

export const labellingSchema = z
  .strictObject({
    shardSize: count
      .max(10_000)
      .default(64)
      .describe('Prompts per shard, the unit of parallel labelling and of retry.'),
    concurrentShards: count.max(500).default(4).describe('Shards worked on at the same time.'),
    callsInFlight: count.max(4096).default(32).describe('Calls in flight per shard.'),
    quarantineLimit: fraction
      .default(0.05)
      .describe(
        'Largest share of prompts, or of responses, that may be set aside because no server can take them; the run fails beyond it.',
      ),
  })
  .prefault({})
  .describe('How responses and judgements are collected.');

export const objectiveSchema = (defaults: { learningRate: number; minimumLearningRate: number; epochs: number }) =>
  z.strictObject({
    learningRate: z.number().positive().max(1).default(defaults.learningRate).describe('Peak learning rate.'),
    minimumLearningRate: z.number().min(0).default(defaults.minimumLearningRate).describe('Where the decay ends.'),
    schedule: z.enum(['cosine', 'linear', 'constant']).default('cosine').describe('Shape of the decay.'),
    warmupRatio: fraction.default(0).describe('Share of the steps that warm up.'),
    epochs: z.number().positive().default(defaults.epochs).describe('Passes over the data.'),
    batchSize: count.default(16).describe('Rows per optimiser step.'),
    microBatchSize: count.default(4).describe('Rows per forward pass.'),
    maxLength: count
      .default(1024)
      .describe('Longest row in tokens; longer rows are dropped and counted, never truncated.'),
    weightDecay: z.number().min(0).default(0).describe('AdamW weight decay.'),
    maxGradientNorm: z.number().positive().default(1).describe('Gradient clipping.'),
    dropout: fraction.default(0.1).describe('Dropout where the model has it.'),
    checkpointEverySteps: count.default(50).describe('A killed job loses at most this many steps.'),
  });

export const tuningSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('full') }),
    z.strictObject({
      kind: z.literal('lora'),
      rank: count.default(16),
      alpha: count.default(32),
      dropout: fraction.default(0),
      merge: z.boolean().default(true),
    }),
  ])
  .prefault({ kind: 'full' })
  .describe('Full fine-tuning, or LoRA (merged into the weights unless merge is false).');

export const servingSchema = z
  .strictObject({
    strategy: z
      .enum(['reload', 'restart', 'lora', 'static'])
      .default('reload')
      .describe(
        'How a new model gets served: weights reloaded in place, a new process, an adapter, or servers that you manage.',
      ),
    endpoints: z.array(endpointSchema).default([]).describe('The servers of the static strategy.'),
    fingerprintTolerance: z
      .number()
      .min(0)
      .default(0.001)
      .describe('Largest difference of a log-probability (nats) at which served weights count as the expected ones.'),
  })
  .prefault({})
  .describe('How models are served and how that is proven.');
