import { z } from 'zod';
import { intervalSchema } from '../../core/statistics/bootstrap';
import { headToHeadSchema } from '../../core/statistics/head-to-head';
import type { StepVerdict } from '../../core/verdict/run-verdict';
import { count } from './parts';

const changeSchema = z.strictObject({
  items: count,
  older: z.number(),
  newer: z.number(),
  change: intervalSchema,
  p: z.number(),
});

/** What one model shows against an older one (core/verdict). */
export const stepVerdictSchema = z.strictObject({
  newer: z.string(),
  older: z.string(),
  selfJudged: z.boolean(),
  verdict: z.enum([
    'better',
    'better by its own judgement',
    'worse',
    'mixed',
    'only length grew',
    'not shown',
    'not measured',
  ]),
  accuracy: changeSchema.nullable(),
  winRate: headToHeadSchema.extend({ items: count, interval: intervalSchema, p: z.number() }).nullable(),
  equalLengthWinRate: intervalSchema.nullable(),
  length: changeSchema.extend({ growth: intervalSchema }).nullable(),
}) satisfies z.ZodType<StepVerdict>;
