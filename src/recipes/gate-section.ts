import { z } from 'zod';
import { gateMetricSchema } from '../core/gate/gate-figures';

const metricRule = z
  .strictObject({
    metric: gateMetricSchema.describe(
      'A figure of the new model on held-out data, or in a benchmark of the recipe (benchmark/NAME); changes (benchmarkChange/NAME) are against the model before it.',
    ),
    atLeast: z.number().optional(),
    atMost: z.number().optional(),
    then: z
      .enum(['stop', 'ask'])
      .optional()
      .describe('What happens beyond the bound. A figure that was not measured asks. Left out: as in otherwise.'),
  })
  .refine(({ atLeast, atMost }) => atLeast !== undefined || atMost !== undefined, 'must have atLeast, atMost or both');

export const gateSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('auto') }),
    z.strictObject({ kind: z.literal('manual') }),
    z.strictObject({
      kind: z.literal('metric'),
      rules: z.array(metricRule).min(1),
      otherwise: z
        .enum(['stop', 'ask'])
        .default('ask')
        .describe('What a rule without then does, also where its figure was not measured.'),
    }),
  ])
  .prefault({ kind: 'auto' })
  .describe('What happens between iterations: go on, wait for a person, or go on only when the metrics hold.');
