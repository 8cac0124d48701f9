import { z } from 'zod';

/**
 * Why a row is set aside: the server will never take it, its calls crash the server, or they always fail on a server
 * that is proven to work.
 */
export const quarantineCauseSchema = z.enum(['invalid', 'crashes the server', 'always fails']);

const quarantinedSchema = z.strictObject({
  kind: z.literal('quarantined'),
  row: z.string(),
  cause: quarantineCauseSchema,
  reason: z.string(),
});
export type QuarantinedCall = z.infer<typeof quarantinedSchema>;

export function isQuarantined(value: unknown): value is QuarantinedCall {
  return quarantinedSchema.safeParse(value).success;
}

/** What journals and the files of recorded calls keep of a call, under its key. */
export function recordedCallSchema<Reply>(reply: z.ZodType<Reply>) {
  return z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('answered'), reply }), quarantinedSchema]);
}

/** Rows that were set aside: how many, and the first few with their reasons for a person to read. */
export interface Quarantine {
  rows: number;
  examples: Omit<QuarantinedCall, 'kind'>[];
}

const EXAMPLES = 3;
const LONGEST_REASON = 300;

/** Sums up the quarantined ones of recorded values; several calls of one row count once. */
export function quarantineOf(values: Iterable<unknown>): Quarantine {
  const byRow = new Map<string, Omit<QuarantinedCall, 'kind'>>();
  for (const value of values) {
    const parsed = quarantinedSchema.safeParse(value);
    if (!parsed.success) continue;
    const { row, cause, reason } = parsed.data;
    byRow.set(row, { row, cause, reason: reason.slice(0, LONGEST_REASON) });
  }
  const inOrder = [...byRow.values()].toSorted((a, b) => (a.row < b.row ? -1 : 1));
  return { rows: byRow.size, examples: inOrder.slice(0, EXAMPLES) };
}
