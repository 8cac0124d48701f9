import { z } from 'zod';
import { callCostSchema } from '../../core/cost-record';
import { count } from './parts';

/** What a stage cost, summed over its shards. */
export const stageCostSchema = z.strictObject({
  /** For example "iteration 2" or "evaluation of M2". */
  part: z.string(),
  stage: z.string(),
  /** Attempts that finished a part of it. */
  attempts: count,
  /** Time in which at least one of them was at work; shards overlap. */
  seconds: z.number(),
  calls: callCostSchema.omit({ places: true }).nullable(),
  /** Share of the allowed calls that were under way, or of the time in which the trainer computed. Null where unknown. */
  utilisation: z.number().nullable(),
});
export type StageCost = z.infer<typeof stageCostSchema>;
