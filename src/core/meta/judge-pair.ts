import { z } from 'zod';
import { messageSchema } from '../records';

const id = z.string().min(1).max(240);

/** Two whole judgements of one response, the better one chosen: what a judge learns to judge from (2407.19594). */
export const judgePairRecordSchema = z.strictObject({
  kind: z.literal('judge-pair'),
  id,
  promptId: id,
  responseId: id,
  /** What the judge was asked. */
  prompt: z.array(messageSchema).min(1),
  chosen: z.string().min(1),
  rejected: z.string(),
  /** Ids of the two judgements. */
  chosenId: id,
  rejectedId: id,
  /** The scores that they gave. */
  chosenScore: z.number(),
  rejectedScore: z.number(),
  /** Bradley-Terry strengths among the judgements of the response, whose sum is 0. */
  chosenStrength: z.number(),
  rejectedStrength: z.number(),
  metaVerdictIds: z.array(id),
  weight: z.number().positive(),
  iteration: z.int().min(1),
});
export type JudgePairRecord = z.infer<typeof judgePairRecordSchema>;
