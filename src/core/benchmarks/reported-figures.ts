import { z } from 'zod';
import { normalInterval } from '../statistics/normal-interval';
import type { BenchmarkSummary, Headline } from './benchmark-result';

/** A line that terminals and tables show as it is. */
const figureName = z.string().regex(/^[^\p{C}\p{Zl}\p{Zp}]{1,100}$/u, 'must be 1 to 100 characters of one line');

/** What a program reports of a model, in the file that SRLM_FIGURES names. */
export const reportedFiguresSchema = z.strictObject({
  headline: z
    .strictObject({
      name: figureName,
      value: z.number(),
      /** How `value` is shown: shares of 1 in per cent. */
      unit: z.enum(['share', 'number']).default('number'),
      /** Items that it was measured on. */
      n: z.int().min(1),
      /** Of `value`, in its unit. */
      standardError: z.number().min(0).optional(),
    })
    .refine(({ unit, value }) => unit !== 'share' || (value >= 0 && value <= 1), {
      path: ['value'],
      message: 'must be between 0 and 1 where unit is share',
    }),
  figures: z.record(figureName, z.number()).default({}),
});
export type ReportedFigures = z.infer<typeof reportedFiguresSchema>;

/** Reads the text of such a file. The error names the field. */
export function parseReportedFigures(text: string): { reported: ReportedFigures } | { problem: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { problem: `not JSON (${error instanceof Error ? error.message : String(error)})` };
  }
  const parsed = reportedFiguresSchema.safeParse(value);
  if (parsed.success) return { reported: parsed.data };
  const [issue] = parsed.error.issues;
  const field = issue?.path.join('.') ?? '';
  return { problem: `${field === '' ? '' : `${field}: `}${issue?.message ?? 'not what it should be'}` };
}

/** What a program that ended came to; `reported` is null where it reported nothing, `failure` where it ended well. */
export function evaluatorSummary(
  name: string,
  { reported, failure }: { reported: ReportedFigures | null; failure: string | null },
): BenchmarkSummary {
  return {
    name,
    kind: 'command',
    headline: reported && headlineOf(reported),
    questions: reported?.headline.n ?? 0,
    unanswered: 0,
    truncated: 0,
    unread: 0,
    selfJudged: null,
    against: [],
    failure,
  };
}

/** With the normal interval of 95 %, a share's within 0 and 1. */
function headlineOf({ headline: { name, value, unit, standardError } }: ReportedFigures): Headline {
  if (standardError === undefined) return { figure: name, unit, value, low: null, high: null };
  const { low, high } = normalInterval(value, standardError);
  return unit === 'share'
    ? { figure: name, unit, value, low: Math.max(0, low), high: Math.min(1, high) }
    : { figure: name, unit, value, low, high };
}
