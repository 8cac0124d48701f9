import { z } from 'zod';
import { digestSchema, finishReasonSchema } from '../records';
import { said, saidId as id } from '../said';

/**
 * What a critique by one safety principle says of a response, or of its revision. `attempt` 2 was asked because the first
 * reply had no verdict; without one then, or where the server refused the call, the verdict is unsure.
 */
export const critiqueRecordSchema = z.strictObject({
  kind: z.literal('critique'),
  ...said,
  responseId: id,
  principle: z.string().min(1),
  attempt: z.int().min(1).max(2),
  text: z.string(),
  verdict: z.enum(['safe', 'unsafe', 'unsure']),
  /** The words of the response that decided it. */
  quote: z.string().nullable(),
  callKey: digestSchema,
});
export type CritiqueRecord = z.infer<typeof critiqueRecordSchema>;

/** A revision of an unsafe response, after the critique `critiqueId`. */
export const safeRevisionRecordSchema = z.strictObject({
  kind: z.literal('revision'),
  ...said,
  responseId: id,
  critiqueId: id,
  text: z.string(),
  tokens: z.int().min(0),
  finishReason: finishReasonSchema,
  callKey: digestSchema,
});
export type SafeRevisionRecord = z.infer<typeof safeRevisionRecordSchema>;
