/** Public benchmarks, and evaluators of others, that every model of a run is put through. */
import { z } from 'zod';

const tokens = z.int().min(1).max(32_768);
const file = z.string().min(1);

const shared = {
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be 1 to 63 lower-case letters, digits or hyphens')
    .optional()
    .describe('Names its results; the kind where it is left out. No two benchmarks may share one.'),
};
const asked = {
  ...shared,
  questions: file.describe("The questions, a file in the upstream project's format."),
  limit: z.int().min(1).optional().describe('Only so many of the first questions.'),
  maxTokens: tokens.default(1024).describe('Longest answer, in tokens.'),
};
const judgeTokens = tokens.default(2048).describe('Longest judgement, in tokens.');
const mtBench = {
  ...asked,
  references: file.optional().describe('Reference answers for mathematics, reasoning and coding (reference_answer).'),
  judgePrompts: file.optional().describe("FastChat's judge_prompts.jsonl, instead of srlm's own wording."),
  judgeTokens,
};

export const benchmarkSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('ifeval').describe('Verifiable instructions (2311.07911): input_data.jsonl.'),
    ...asked,
  }),
  z.strictObject({
    kind: z.literal('gsm8k').describe('Exact answers to grade-school mathematics (2110.14168): test.jsonl.'),
    ...asked,
  }),
  z.strictObject({
    kind: z.literal('mt-bench').describe('Two turns, each rated from 1 to 10 (2306.05685): question.jsonl.'),
    ...mtBench,
  }),
  z.strictObject({
    kind: z
      .literal('mt-bench-pairwise')
      .describe('Two turns, each compared in both orders with the answers of another model (2306.05685).'),
    ...mtBench,
    baseline: file.describe("The other model's answers (model_answer)."),
  }),
  z.strictObject({
    kind: z.literal('alpaca-eval').describe('Probability to beat a baseline (2404.04475): instructions.'),
    ...asked,
    baseline: file.describe("The baseline's answers (model_outputs)."),
    difficulty: file.optional().describe("AlpacaEval's df_gamed.csv, for length control with difficulties."),
  }),
  z.strictObject({
    kind: z.literal('arena-hard').describe('Two games a prompt against a baseline (2406.11939): question.jsonl.'),
    ...asked,
    baseline: file.describe("The baseline's answers (model_answer)."),
    judgeTokens: tokens.default(4096).describe('Longest judgement, in tokens.'),
  }),
  z.strictObject({
    kind: z.literal('command').describe('A program of yours against the served model, where the worker allows it.'),
    ...shared,
    command: z
      .array(z.string().min(1))
      .min(1)
      .describe('Program and arguments; {endpoint} and {model} become the address and the name of the served model.'),
    // Below the time that Temporal gives the activity, which would begin the program again.
    timeLimitMinutes: z.number().positive().max(2820).default(240).describe('When it is ended, and counts as failed.'),
    required: z.boolean().default(false).describe('Whether the run ends when it fails; else that is shown.'),
  }),
]);
export type Benchmark = z.infer<typeof benchmarkSchema>;

export const benchmarksSchema = z
  .array(benchmarkSchema)
  .min(1)
  .optional()
  .describe('Benchmarks of every model. Judging is done by roles.evaluationJudge. Left out: none.');

/** The name of a benchmark's results. */
export function benchmarkName({ name, kind }: Benchmark): string {
  return name ?? kind;
}
