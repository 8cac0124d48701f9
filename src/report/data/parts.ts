/** Pieces that the data of a report is made of. */
import { z } from 'zod';

export const count = z.int().min(0);
export const countsByReason = z.record(z.string(), count);
/** Null where nothing was measured. */
export const measured = z.number().nullable();

/** A part of a histogram: `from` is included, `to` is not. */
export const binSchema = z.strictObject({ from: z.number(), to: z.number(), count });
export type Bin = z.infer<typeof binSchema>;
