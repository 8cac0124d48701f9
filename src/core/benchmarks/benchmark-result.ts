import { z } from 'zod';
import { artifactSchema } from '../records';
import { intervalSchema } from '../statistics/bootstrap';

const measured = z.number().nullable();

/** The one figure of a benchmark that people look at first; all others are in its metrics file. */
export const headlineSchema = z.strictObject({
  figure: z.string(),
  unit: z.enum(['share', 'rating', 'number']),
  value: measured,
  low: measured,
  high: measured,
});
export type Headline = z.infer<typeof headlineSchema>;

/** A model before this one, on the same questions. */
const againstSchema = z.strictObject({
  model: z.string(),
  compared: z.int(),
  unpaired: z.int(),
  better: z.int(),
  worse: z.int(),
  equal: z.int(),
  difference: intervalSchema.nullable(),
  pValue: z.number(),
});

/** What a benchmark came to for one model; small enough for a history. */
export const benchmarkSummarySchema = z.strictObject({
  name: z.string(),
  kind: z.string(),
  /** Null of a program that reported none. */
  headline: headlineSchema.nullable(),
  questions: z.int(),
  /** Questions that had to be set aside, because no server takes them. */
  unanswered: z.int(),
  /** Answers that were cut at the limit of tokens. */
  truncated: z.int(),
  /** Judgements without a verdict that could be read; they count nowhere. */
  unread: z.int(),
  /** Whether the model judged itself; null where nobody judged. */
  selfJudged: z.boolean().nullable(),
  against: z.array(againstSchema),
  /** Why a program did not end well; null where it did, or there is none. */
  failure: z.string().nullable(),
});
export type BenchmarkSummary = z.infer<typeof benchmarkSummarySchema>;

/** With every file that it made, so that a history names them. */
export const benchmarkResultSchema = z.strictObject({
  summary: benchmarkSummarySchema,
  files: z.array(artifactSchema),
});
export type BenchmarkResult = z.infer<typeof benchmarkResultSchema>;

/** What is kept of a model's benchmark: all that was measured (of a program, the try that reported it, and what it reported). */
export const benchmarkMetricsSchema = z.strictObject({
  summary: benchmarkSummarySchema,
  figures: z.record(z.string(), z.json()).optional(),
});
/** What each question came to. */
export const benchmarkScoresSchema = z.record(z.string(), z.number());
