/** What a report shows, as report.json holds it: small numbers and a few samples, never whole files of the run. */
import { z } from 'zod';
import { stageCostSchema } from './data/cost-data';
import { iterationSchema } from './data/iteration-data';
import { modelSchema } from './data/model-data';
import { count } from './data/parts';
import { stepVerdictSchema } from './data/verdict-data';

export const reportDataSchema = z.strictObject({
  version: z.literal(2),
  run: z.string(),
  method: z.string(),
  baseModel: z.string(),
  /** How many iterations the recipe asks for; an extended run may have more. */
  iterationsPlanned: count,
  writtenAt: z.iso.datetime(),
  /** Of every model against the one before it and against the SFT baseline, oldest first. */
  verdicts: z.array(stepVerdictSchema),
  models: z.array(modelSchema),
  iterations: z.array(iterationSchema),
  costs: z.array(stageCostSchema),
  recipe: z.record(z.string(), z.unknown()),
});
export type ReportData = z.infer<typeof reportDataSchema>;
