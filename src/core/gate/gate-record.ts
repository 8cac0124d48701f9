import { z } from 'zod';
import { gateMetricSchema } from './gate-figures';

/** What a gate was decided by and how, as the manifest of the iteration keeps it. */
export const gateRecordSchema = z.strictObject({
  /** A version with more metrics reads what one with fewer wrote. */
  figures: z.partialRecord(gateMetricSchema, z.number().nullable()),
  decision: z.strictObject({ kind: z.enum(['go on', 'ask', 'stop']), reasons: z.array(z.string()) }),
});
export type GateRecord = z.infer<typeof gateRecordSchema>;
