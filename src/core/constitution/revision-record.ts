import { z } from 'zod';
import { digestSchema, finishReasonSchema } from '../records';

const id = z.string().min(1).max(240);

/**
 * A response to a prompt that asks for harm (round 0), or a revision of the round before it by a principle, after a
 * critique where critiques are asked for (2212.08073).
 */
export const revisionRecordSchema = z.strictObject({
  id,
  promptId: id,
  round: z.int().min(0),
  principle: z.string().optional(),
  critique: z.string().optional(),
  text: z.string(),
  tokens: z.int().min(0),
  finishReason: finishReasonSchema,
  model: z.string(),
  /** The critique's, where there is one, before the revision's. */
  callKeys: z.array(digestSchema).min(1),
});
export type RevisionRecord = z.infer<typeof revisionRecordSchema>;
