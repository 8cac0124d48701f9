import { z } from 'zod';

const count = z.int().min(0);

/** Calls that one attempt made, and those that it found finished. */
export const callCostSchema = z.strictObject({
  made: count,
  recalled: count,
  quarantined: count,
  /** Failures after which a call was made again, by class. */
  retried: z.record(z.string(), count),
  /** Tokens that were generated. */
  tokens: count,
  /** Sum of the time that each call took at its server. */
  seconds: z.number().min(0),
  /** How many calls were allowed at the same time. */
  places: z.int().min(1),
});
export type CallCost = z.infer<typeof callCostSchema>;

/**
 * What the attempt that finished a part of a stage cost. Times are observed and differ from run to run, so that nothing
 * else is derived from them; what a killed attempt cost is not known.
 */
export const costRecordSchema = z.strictObject({
  startedAt: z.iso.datetime(),
  seconds: z.number().min(0),
  calls: callCostSchema.nullable(),
});
export type CostRecord = z.infer<typeof costRecordSchema>;
