import { ApplicationFailure } from '@temporalio/workflow';
import { z } from 'zod';
import { concurrencySchema } from './messages';
import type { ModelStatus } from './status';

/**
 * The input of one iteration. A person gives `run` and perhaps `iteration`; the rest comes from the run that starts it.
 * Recipes are not parsed in workflows but by the openRun activity (see there).
 */
export const iterationInputSchema = z.strictObject({
  run: z.string().min(1),
  iteration: z.int().min(1).optional(),
  method: z.string().default('self-rewarding'),
  iterations: z.int().min(1).optional(),
  paused: z.boolean().default(false),
  concurrency: concurrencySchema.optional(),
});
export type IterationInput = z.input<typeof iterationInputSchema>;

/** What a run hands to itself when it continues as new. */
export const carriedSchema = z.strictObject({
  /** The iterations that are done and accepted, and what they made. */
  iteration: z.int().min(0),
  models: z.custom<ModelStatus[]>(Array.isArray),
  iterations: z.int().min(0),
  paused: z.boolean(),
  stopping: z.boolean(),
  concurrency: concurrencySchema.optional(),
});
export type Carried = z.infer<typeof carriedSchema>;

/** Parses an input or message. @throws a non-retryable failure that names every problem by path. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `- ${issue.path.join('.') || '(input)'}: ${issue.message}`);
  throw ApplicationFailure.nonRetryable(['The input has problems:', ...problems].join('\n'), 'InvalidInput');
}
