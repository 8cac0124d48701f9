/**
 * What the selection rules of the methods make, one JSON object a line, beside the pairs of records.ts. Texts are copied
 * in, so that a record says alone what was trained on; `feedbackIds` lead to what it rests on.
 */
import { z } from 'zod';
import { pairRecordSchema } from '../records';

const id = z.string().min(1).max(240);

/**
 * A pair, and how sure it is that the chosen side is the better one: `confidence` of the loss goes to this order and the
 * rest to the reverse (dpo_soft). Below 1/2 the loss prefers the rejected side.
 */
export const softPairRecordSchema = pairRecordSchema
  .omit({ judgementIds: true })
  .extend({ feedbackIds: z.array(id), confidence: z.number().min(0).max(1) });
export type SoftPairRecord = z.infer<typeof softPairRecordSchema>;

/** A pair whose sides were never scored: that the chosen one is better is the method's premise (SPIN). */
export const unscoredPairRecordSchema = pairRecordSchema
  .omit({ chosenScore: true, rejectedScore: true, judgementIds: true })
  .extend({ feedbackIds: z.array(id) });
export type UnscoredPairRecord = z.infer<typeof unscoredPairRecordSchema>;

/** Two responses of which neither is the chosen one. */
export const unlabelledPairRecordSchema = z.strictObject({
  id,
  promptId: id,
  prompt: z.string(),
  first: z.string(),
  second: z.string(),
  firstId: id,
  secondId: id,
  feedbackIds: z.array(id),
  weight: z.number().positive(),
  iteration: z.int().min(1),
});
export type UnlabelledPairRecord = z.infer<typeof unlabelledPairRecordSchema>;

/** Their expected win rates, which the regression of DNO is fitted to. */
export const winRatePairRecordSchema = unlabelledPairRecordSchema.extend({
  firstReward: z.number().min(0).max(1),
  secondReward: z.number().min(0).max(1),
});
export type WinRatePairRecord = z.infer<typeof winRatePairRecordSchema>;

/** A response to imitate. */
export const imitationRecordSchema = z.strictObject({
  id,
  promptId: id,
  prompt: z.string(),
  completion: z.string(),
  responseId: id,
  score: z.number(),
  feedbackIds: z.array(id),
  weight: z.number().positive(),
  iteration: z.int().min(1),
});
export type ImitationRecord = z.infer<typeof imitationRecordSchema>;
