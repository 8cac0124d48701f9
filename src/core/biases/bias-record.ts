import { z } from 'zod';
import { verdictRecordSchema } from '../records';

/** The answer of a judge to a probe (bias-probe.ts), asked in both orders; lengths are in code points. */
export const biasRecordSchema = verdictRecordSchema.omit({ firstModel: true, secondModel: true }).extend({
  kind: z.enum(['ranked', 'padded', 'own']),
  firstLength: z.int().min(0),
  secondLength: z.int().min(0),
});
export type BiasRecord = z.infer<typeof biasRecordSchema>;
