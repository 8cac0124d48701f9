import { z } from 'zod';
import { judgeBiasesSchema } from '../biases/judge-biases';
import { judgeEvaluationSchema } from './judge-evaluation';

/** What a model is worth as a judge of replies that people ranked, and how it answers; as `metrics.json` holds it. */
export const modelEvaluationSchema = z.strictObject({
  model: z.string(),
  judge: judgeEvaluationSchema,
  /** Replies and prompts that had to be set aside. */
  quarantined: z.int(),
  answers: z.strictObject({
    count: z.int(),
    meanCharacters: z.number().nullable(),
    truncated: z.int(),
    /** Answers that open with a refusal; left out by earlier versions. */
    refusals: z.int().optional(),
  }),
  /** Where the recipe asks for them. */
  biases: judgeBiasesSchema.optional(),
});
export type ModelEvaluation = z.infer<typeof modelEvaluationSchema>;
