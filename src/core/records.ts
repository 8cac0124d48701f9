/**
 * The records that srlm reads and writes, one JSON object a line.
 * Seed records come from users; the others are made by a run and link back by ids and call keys:
 * pair -> judgements -> responses -> prompt -> its parents.
 */
import { z } from 'zod';
import { promptInstructionSchema } from './verifiers/ifeval/prompt-instruction';

const id = z.string().min(1).max(240);
/** Ids that users choose leave room for the suffixes of the records made from them. */
const userId = z.string().min(1).max(200);
const text = z.string().refine((value) => value.trim().length > 0, 'must not be empty');

/** `sha256:` and 64 hexadecimal digits. */
export const digestSchema = z.string().regex(/^sha256:[0-9a-f]{64}$/, 'must be sha256: and 64 hexadecimal digits');

/** What is said of a step: correct, wrong, or neither, as where it gets nowhere (2305.20050). */
export const stepLabelSchema = z.union([z.literal(1), z.literal(0), z.literal('neutral')]);
export type StepLabel = z.infer<typeof stepLabelSchema>;

export const messageSchema = z.strictObject({ role: z.enum(['system', 'user', 'assistant']), content: z.string() });
export type Message = z.infer<typeof messageSchema>;

/** What critics are told of a prompt beside its text. */
const aboutPrompt = {
  /** What kind of task it is, for example `reasoning`: critics may be asked about prompts of one tag alone. */
  tags: z.array(z.string().min(1)).min(1).optional(),
  /** What a response must follow, for the verifier `ifeval`. */
  instructions: z.array(promptInstructionSchema).min(1).optional(),
};

/** Instruction fine-tuning seed: a prompt and the answer to imitate. */
export const iftRecordSchema = z.strictObject({ id: userId, prompt: text, response: text, ...aboutPrompt });
export type IftRecord = z.infer<typeof iftRecordSchema>;

/** A recorded judgement of the seed data: its whole text ends with "Score: n". */
export const seedJudgementSchema = z.strictObject({ text, score: z.number().min(0).max(5) });

/** One reply of an evaluation fine-tuning group. `rank` 0 is the reply that people preferred; ranks have no gap. */
export const rankedReplySchema = z.strictObject({
  id: userId,
  text,
  rank: z.int().min(0),
  judgement: seedJudgementSchema.optional(),
});
export type RankedReply = z.infer<typeof rankedReplySchema>;

/** Evaluation fine-tuning seed: a prompt with replies that people ranked, and judgements where they are provided. */
export const eftGroupSchema = z
  .strictObject({ id: userId, prompt: text, replies: z.array(rankedReplySchema).min(2) })
  .superRefine(({ replies }, context) => {
    const ranks = new Set(replies.map((reply) => reply.rank));
    const distinct = [...ranks].toSorted((a, b) => a - b);
    const gap = distinct.findIndex((rank, index) => rank !== index);
    if (gap >= 0) {
      context.addIssue({
        code: 'custom',
        path: ['replies'],
        message: `ranks must start at 0 without a gap (missing ${gap})`,
      });
    }
    const seen = new Set<string>();
    for (const [index, reply] of replies.entries()) {
      if (seen.has(reply.id)) {
        context.addIssue({ code: 'custom', path: ['replies', index, 'id'], message: `duplicate id "${reply.id}"` });
      }
      seen.add(reply.id);
    }
  });
export type EftGroup = z.infer<typeof eftGroupSchema>;

/** A prompt without an answer. `parents` are the ids of the few-shot examples of a generated prompt. */
export const promptRecordSchema = z.strictObject({
  id: userId,
  text,
  source: z.enum(['seed', 'generated']).default('seed'),
  parents: z.array(id).default([]),
  callKey: digestSchema.optional(),
  ...aboutPrompt,
});
export type PromptRecord = z.infer<typeof promptRecordSchema>;

/** How the text of a call ended. `length` is kept and flagged; an aborted call is a failure and never a record. */
export const finishReasonSchema = z.enum(['stop', 'length']);

/**
 * An answer to a prompt. `model` is the digest of the model that wrote it, or names the file that it was given in. Tokens,
 * call and seed are those of the sample; what was given was not sampled and has none.
 */
export const responseRecordSchema = z.strictObject({
  id,
  promptId: id,
  text: z.string(),
  tokens: z.int().min(0).optional(),
  finishReason: finishReasonSchema,
  model: z.string(),
  callKey: digestSchema.optional(),
  seed: z.int().optional(),
  /** Who wrote it, where it was not the policy. */
  origin: z.literal('teacher').optional(),
});
export type ResponseRecord = z.infer<typeof responseRecordSchema>;
export type SampledResponse = ResponseRecord & { tokens: number; callKey: string; seed: number };

/** What a judgement came to. `constrained` marks a score that was asked for as a single digit after two misses. */
export const judgementOutcomeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('scored'), score: z.number().min(0).max(5), constrained: z.boolean() }),
  z.strictObject({ kind: z.literal('unparsed'), reason: z.enum(['no-score', 'out-of-range']) }),
]);
export type JudgementOutcome = z.infer<typeof judgementOutcomeSchema>;

/**
 * One judgement of one response, with its raw text. `attempt` says how it was asked: 1 the first time, 2 asked once more
 * after an unparsed reply, 3 constrained to one digit after a second one.
 */
export const judgementRecordSchema = z.strictObject({
  id,
  responseId: id,
  promptId: id,
  text: z.string(),
  attempt: z.int().min(1).max(3),
  outcome: judgementOutcomeSchema,
  tokens: z.int().min(0),
  model: z.string(),
  callKey: digestSchema,
  seed: z.int(),
});
export type JudgementRecord = z.infer<typeof judgementRecordSchema>;

/**
 * A preference pair: the training row of a preference objective, with what it rests on. Scores are null where nobody
 * scored: an answer of the data set is preferred by definition.
 */
export const pairRecordSchema = z.strictObject({
  id,
  promptId: id,
  prompt: text,
  chosen: text,
  rejected: z.string(),
  chosenId: id,
  rejectedId: id,
  chosenScore: z.number().nullable(),
  rejectedScore: z.number().nullable(),
  judgementIds: z.array(id),
  weight: z.number().positive(),
  iteration: z.int().min(1),
  /** Probability that chosen is indeed the better one; left out where the rule is certain. */
  confidence: z.number().min(0).max(1).optional(),
  /** The conversation that is continued, where it is not the prompt alone: a judge learns from pairs of judgements. */
  messages: z.array(messageSchema).min(1).optional(),
  /** The beginning of the answer that both sides go on from, where they are steps of it. */
  prefix: z.string().optional(),
  /** Neither side is the better one yet, as training itself compares them: chosen is the first, rejected the second. */
  unlabelled: z.literal(true).optional(),
});
export type PairRecord = z.infer<typeof pairRecordSchema>;

/** A pair of a fixed data set of preferences. */
export const givenPairSchema = z.strictObject({ id: userId, prompt: text, chosen: z.string(), rejected: z.string() });
export type GivenPair = z.infer<typeof givenPairSchema>;

/** A text as the pretraining had it. */
export const pretrainingTextSchema = z.strictObject({ id: userId, text });

/** A solution whose steps people labelled, up to its first wrong step at least. */
export const labelledStepsSchema = z
  .strictObject({ id: userId, prompt: text, steps: z.array(text).min(1), labels: z.array(stepLabelSchema).min(1) })
  .superRefine(({ steps, labels }, context) => {
    const refuse = (message: string) => context.addIssue({ code: 'custom', path: ['labels'], message });
    if (labels.length > steps.length) refuse(`must not be more than steps (${labels.length} for ${steps.length})`);
    if (labels.length < steps.length && labels.at(-1) !== 0)
      refuse(`may end before the steps only at a wrong one, 0 (${labels.length} for ${steps.length})`);
  });
export type LabelledSteps = z.infer<typeof labelledStepsSchema>;

/** The answer of one of the two orders of a pairwise comparison, in terms of the models and not of the slots. */
export const verdictSchema = z.enum(['first', 'second', 'tie', 'null']);

/** A pairwise comparison of two models' answers to one prompt, asked in both orders. */
export const verdictRecordSchema = z.strictObject({
  id,
  promptId: id,
  firstModel: z.string(),
  secondModel: z.string(),
  forward: verdictSchema,
  backward: verdictSchema,
  winner: verdictSchema,
  texts: z.tuple([z.string(), z.string()]),
  judge: z.string(),
  callKeys: z.tuple([digestSchema, digestSchema]),
});
export type VerdictRecord = z.infer<typeof verdictRecordSchema>;

/** An immutable file of the store. `path` is relative to the store's root. */
export const artifactSchema = z.strictObject({
  path: z.string().min(1),
  sha256: digestSchema,
  rows: z.int().min(0),
  bytes: z.int().min(0),
});
export type Artifact = z.infer<typeof artifactSchema>;

/** Names of the models of a run: M0 (base), sft (the SFT baseline), M1, M2, ..., and RM, RM2, ..., PRM (reward models). */
export const modelNameSchema = z.string().regex(/^(M\d+|sft|RM\d*|PRM)(\.\d+)?$/);

/**
 * A model folder of the store. `digest` covers the name and content of every file in it (see store/model-digest.ts).
 * `path` is relative to the store's root.
 */
export const modelReferenceSchema = z.strictObject({
  name: modelNameSchema,
  digest: digestSchema,
  path: z.string().min(1),
  parent: z.string().nullable(),
  madeBy: z.enum([
    'import',
    'sft',
    'dpo',
    'dpo_soft',
    'dno_soft',
    'spin',
    'step_dpo',
    'scir',
    'ppo',
    'rm_bt',
    'rm_soft',
    'prm',
  ]),
});
export type ModelReference = z.infer<typeof modelReferenceSchema>;
