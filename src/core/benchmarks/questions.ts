/**
 * The questions of a benchmark as a run keeps them: joined with everything that their answers are measured by, so that the
 * files they came from are no longer needed.
 */
import { z } from 'zod';

const common = {
  /** Unique within the benchmark; ids of answers and judgements begin with it. */
  id: z.string().min(1).max(200),
  /** What is asked, turn by turn. */
  turns: z.array(z.string()).min(1),
  temperature: z.number().min(0),
};
const answerSchema = z.strictObject({ generator: z.string(), output: z.string() });

export const ifevalItemSchema = z.strictObject({
  ...common,
  key: z.int(),
  instruction_id_list: z.array(z.string()).min(1),
  kwargs: z.array(z.record(z.string(), z.json())),
});
export type IfevalItem = z.infer<typeof ifevalItemSchema>;

export const gsm8kItemSchema = z.strictObject({ ...common, question: z.string(), reference: z.string() });
export type Gsm8kItem = z.infer<typeof gsm8kItemSchema>;

/** Asks a judge of one turn, with places like {answer} for texts. */
const judgePromptSchema = z.strictObject({ name: z.string(), system: z.string(), template: z.string() });
export type JudgePrompt = z.infer<typeof judgePromptSchema>;

export const mtBenchItemSchema = z.strictObject({
  ...common,
  questionId: z.int(),
  category: z.string(),
  /** The right answer of each turn, where there is one. */
  references: z.array(z.string()).nullable(),
  /** For the first and the second turn; null for srlm's own wording. */
  judgePrompts: z.tuple([judgePromptSchema, judgePromptSchema]).nullable(),
});
export type MtBenchItem = z.infer<typeof mtBenchItemSchema>;

export const mtBenchPairItemSchema = mtBenchItemSchema.extend({
  /** The other model and its answers, turn by turn. */
  baseline: z.strictObject({ generator: z.string(), answers: z.array(z.string()).min(1) }),
});
export type MtBenchPairItem = z.infer<typeof mtBenchPairItemSchema>;

export const alpacaItemSchema = z.strictObject({
  ...common,
  instruction: z.string(),
  dataset: z.string().nullable(),
  baseline: answerSchema,
  /** Null where no difficulties were given. */
  difficulty: z.number().nullable(),
  /** The baseline's shorter and longer versions against it. */
  gamed: z.array(z.strictObject({ preference: z.number().min(0).max(1), standardisedLength: z.number() })),
});
export type AlpacaItem = z.infer<typeof alpacaItemSchema>;

export const arenaHardItemSchema = z.strictObject({
  ...common,
  prompt: z.string(),
  category: z.string().nullable(),
  baseline: answerSchema,
});
export type ArenaHardItem = z.infer<typeof arenaHardItemSchema>;
