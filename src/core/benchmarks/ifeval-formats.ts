import { z } from 'zod';
import { instructionProblem } from '../verifiers/ifeval/verify-instructions';

/** `input_data.jsonl` of IFEval (2311.07911). Instructions that could not be checked are refused with the row. */
export const ifevalQuestionSchema = z
  .object({
    key: z.int(),
    prompt: z.string(),
    instruction_id_list: z.array(z.string()).min(1),
    kwargs: z.array(z.record(z.string(), z.unknown())),
  })
  .superRefine((row, context) => {
    const problem = instructionProblem(row);
    if (problem !== null) context.addIssue({ code: 'custom', message: problem });
  });
export type IfevalQuestion = z.infer<typeof ifevalQuestionSchema>;

/** An answer, found by the prompt as the official checker does, or by the key; `strict` and `loose` are grades of another checker. */
export const ifevalOutputSchema = z
  .object({
    key: z.int().optional(),
    prompt: z.string().optional(),
    response: z.string(),
    strict: z.array(z.boolean()).optional(),
    loose: z.array(z.boolean()).optional(),
  })
  .refine(({ key, prompt }) => key !== undefined || prompt !== undefined, 'must have the key or the prompt');
export type IfevalOutput = z.infer<typeof ifevalOutputSchema>;
