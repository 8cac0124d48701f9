import type { z } from 'zod';
import { DataError, type DataProblem } from '../data-error';
import { collectRecords } from '../read-records';

/** Answers of a long context or a judge's whole text. */
const MAX_ROW_BYTES = 16 * 2 ** 20;

/** A row of an evaluation's file, and where it stands. */
export interface KeyedRow<Row> {
  file: string;
  line: number;
  key: string;
  row: Row;
}

/**
 * The rows of a file (JSON Lines, or one JSON array as upstream projects write), in their order. `keyOf` names what a row is
 * about; no two rows of a file may be about the same. @throws DataError with every problem of the file.
 */
export async function readKeyedRows<Row>(
  file: string,
  schema: z.ZodType<Row>,
  keyOf: (row: Row) => string,
): Promise<KeyedRow<Row>[]> {
  const { records, problems } = await collectRecords(file, schema, { maxLineBytes: MAX_ROW_BYTES, form: 'any-json' });
  const rows = records.map(({ line, record }) => ({ file, line, key: keyOf(record), row: record }));
  const first = new Map<string, number>();
  const repeated = rows.flatMap((row) => {
    const earlier = first.get(row.key);
    if (earlier === undefined) first.set(row.key, row.line);
    return earlier === undefined
      ? []
      : [problemOf(row, null, `is about the same as line ${earlier}: ${shown(row.key)}`)];
  });
  throwIfAny([...problems, ...repeated]);
  return rows;
}

/** The rows of two files about the same things, in the order of the first. @throws DataError for rows without a partner. */
export function joinRows<First, Second>(
  rows: readonly KeyedRow<First>[],
  others: readonly KeyedRow<Second>[],
  what: string,
): { one: KeyedRow<First>; other: KeyedRow<Second> }[] {
  const byKey = new Map(others.map((row) => [row.key, row]));
  const joined = rows.flatMap((one) => {
    const other = byKey.get(one.key);
    return other ? [{ one, other }] : [];
  });
  const file = others[0]?.file ?? what;
  throwIfAny(
    rows.flatMap((row) =>
      byKey.has(row.key) ? [] : [problemOf(row, null, `${file} has no ${what} of ${shown(row.key)}`)],
    ),
  );
  return joined;
}

export function problemOf(
  { file, line }: Pick<KeyedRow<unknown>, 'file' | 'line'>,
  path: string | null,
  message: string,
) {
  return { file, line, path, message };
}

export function throwIfAny(problems: readonly DataProblem[]): void {
  if (problems.length > 0) throw new DataError(problems);
}

function shown(key: string): string {
  return key.length > 60 ? `"${key.slice(0, 60)}…"` : `"${key}"`;
}
