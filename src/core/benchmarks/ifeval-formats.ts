import { z } from 'zod';
import { promptInstructionSchema, type PromptInstruction } from '../verifiers/ifeval/prompt-instruction';

/** `input_data.jsonl` of IFEval (2311.07911). Instructions that could not be checked are refused with the row. */
export const ifevalQuestionSchema = z
  .object({
    key: z.int(),
    prompt: z.string(),
    instruction_id_list: z.array(z.string()).min(1),
    kwargs: z.array(z.record(z.string(), z.json())),
  })
  .superRefine(({ instruction_id_list: ids, kwargs }, context) => {
    if (ids.length !== kwargs.length) {
      const message = `must have one for each of ${ids.length} instructions, got ${kwargs.length}`;
      context.addIssue({ code: 'custom', path: ['kwargs'], message });
      return;
    }
    for (const [index, id] of ids.entries()) {
      const { error } = promptInstructionSchema.safeParse({ id, kwargs: kwargs[index] });
      for (const { path, message } of error?.issues ?? []) {
        const [field, ...rest] = path;
        const place = field === 'id' ? ['instruction_id_list', index] : ['kwargs', index, ...rest];
        context.addIssue({ code: 'custom', path: place, message });
      }
    }
  });
export type IfevalQuestion = z.infer<typeof ifevalQuestionSchema>;

/** The instructions of a question as prompts carry them; some copies fill the arguments of other kinds with null. */
export function instructionsOf({
  instruction_id_list: ids,
  kwargs,
}: Pick<IfevalQuestion, 'instruction_id_list' | 'kwargs'>): PromptInstruction[] {
  return ids.map((id, index) => ({
    id,
    kwargs: Object.fromEntries(Object.entries(kwargs[index] ?? {}).filter(([, value]) => value !== null)),
  }));
}

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
