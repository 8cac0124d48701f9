import { z } from 'zod';

/**
 * A method is a preset: the part of a recipe in which it differs from the defaults, with what a person wants to know
 * before choosing it. One file of `methods/` each.
 */
export const methodSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'must be lower-case letters, digits and hyphens'),
  title: z.string().min(1),
  /** Where it is described, for example "arXiv 2401.10020". */
  source: z.string().min(1),
  /** What it does, in a few sentences. */
  summary: z.string().min(1),
  /** Where this preset differs from the source, and why. */
  departures: z.array(z.string()).default([]),
  /** Published figures, a line each. */
  figures: z.array(z.string()).default([]),
  /** Fields of the recipe as a person would type them, without `run` and `method`. */
  recipe: z.record(z.string(), z.unknown()).default({}),
});
export type Method = z.output<typeof methodSchema>;
export type MethodPreset = z.input<typeof methodSchema>;
