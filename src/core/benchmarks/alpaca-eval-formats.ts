import { z } from 'zod';

/** The files of AlpacaEval 2; further fields are kept out of sight. A row is about its instruction, or names it by its index. */
const about = { instruction: z.string().optional(), index: z.int().min(0).optional() };
const namesItsInstruction = ({
  instruction,
  index,
}: {
  instruction?: string | undefined;
  index?: number | undefined;
}) => instruction !== undefined || index !== undefined;
const NAMED = { error: 'must have the instruction, or its index' };

/** The instructions themselves; rows of answers are taken too. */
export const alpacaInstructionSchema = z.object({
  instruction: z.string(),
  index: z.int().min(0).optional(),
  dataset: z.string().optional(),
});

/** `model_outputs.json`: the answer of a model to an instruction. */
export const alpacaOutputSchema = z
  .object({ ...about, dataset: z.string().optional(), output: z.string(), generator: z.string() })
  .refine(namesItsInstruction, NAMED);
export type AlpacaOutput = z.infer<typeof alpacaOutputSchema>;

/**
 * `annotations.json`: the first generator is the baseline. `preference` is 1 where the baseline is surely better and 2 where
 * the model is; 1.5 and 0 mean a tie, null that the judge's answer could not be read. Lengths in code points.
 */
export const alpacaAnnotationSchema = z
  .object({
    ...about,
    generator_1: z.string(),
    generator_2: z.string(),
    annotator: z.string().optional(),
    output_1: z.string().optional(),
    output_2: z.string().optional(),
    len_1: z.int().min(0).optional(),
    len_2: z.int().min(0).optional(),
    preference: z
      .number()
      .refine((value) => value === 0 || (value >= 1 && value <= 2), 'must be 0, null or from 1 to 2')
      .nullable(),
  })
  .refine(namesItsInstruction, NAMED);
export type AlpacaAnnotation = z.infer<typeof alpacaAnnotationSchema>;

/** What a row is about. */
export function alpacaKey({ instruction, index }: Pick<AlpacaOutput, 'instruction' | 'index'>): string {
  return instruction ?? `index ${index}`;
}

/** The probability that the model's answer is the better one; null where the judge's answer could not be read. */
export function modelPreference({ preference }: AlpacaAnnotation): number | null {
  if (preference === null) return null;
  return preference === 0 ? 0.5 : preference - 1;
}
