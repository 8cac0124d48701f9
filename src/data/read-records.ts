import type { z } from 'zod';
import { isErrorWithCode } from '../core/error-code';
import { csvRows } from './csv-rows';
import { DataError, type DataProblem } from './data-error';
import { isJsonArray, readArrayElements } from './json-array';
import { parseLine } from './parse-line';
import { DEFAULT_MAX_LINE_BYTES, readLines, type Line } from './read-lines';

export interface ReadOptions {
  maxLineBytes?: number;
  /** JSON Lines unless told; `any-json` is JSON Lines or one JSON array of rows. */
  form?: 'lines' | 'any-json' | 'csv';
  /** Files that people write have rows; a file of a run may have none. @default false */
  mayBeEmpty?: boolean;
}

/** A row that is what it should be, or one of the things that are wrong with a row. */
export type ReadRow<Row> = { kind: 'record'; line: number; record: Row } | { kind: 'problem'; problem: DataProblem };

/** The rows of a JSON Lines file, one at a time; empty lines are passed over. Ids must not repeat within the file. */
export async function* readRecords<Row>(
  file: string,
  schema: z.ZodType<Row>,
  options: ReadOptions = {},
): AsyncGenerator<ReadRow<Row>> {
  const problem = (line: number | null, path: string | null, message: string) =>
    ({ kind: 'problem', problem: { file, line, path, message } }) as const;
  const lineOfId = new Map<string, number>();
  let rows = 0;
  for await (const line of linesOf(file, options)) {
    if (line.kind === 'text' && line.text.trim() === '') continue;
    rows += 1;
    const parsed = parseLine(line, schema);
    if (parsed.kind === 'invalid') {
      for (const { path, message } of parsed.issues) yield problem(line.line, path, message);
      continue;
    }
    const id = idOf(parsed.record);
    const earlier = id === undefined ? undefined : lineOfId.get(id);
    if (id !== undefined) lineOfId.set(id, earlier ?? line.line);
    if (earlier === undefined) yield { kind: 'record', line: line.line, record: parsed.record };
    else yield problem(line.line, 'id', `"${id}" is the id of line ${earlier} too`);
  }
  if (rows === 0 && !options.mayBeEmpty) yield problem(null, null, 'the file has no row');
}

/** All rows of a file. @throws DataError with every problem of the file. */
export async function readAllRecords<Row>(file: string, schema: z.ZodType<Row>, options?: ReadOptions): Promise<Row[]> {
  const { records, problems } = await collectRecords(file, schema, options);
  if (problems.length > 0) throw new DataError(problems);
  return records.map(({ record }) => record);
}

/** The good rows of a file with their line numbers, and everything that is wrong with the others. */
export async function collectRecords<Row>(file: string, schema: z.ZodType<Row>, options?: ReadOptions) {
  const records: { line: number; record: Row }[] = [];
  const problems: DataProblem[] = [];
  try {
    for await (const row of readRecords(file, schema, options)) {
      if (row.kind === 'record') records.push({ line: row.line, record: row.record });
      else problems.push(row.problem);
    }
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    problems.push(...error.problems);
  }
  return { records, problems };
}

/** A file that cannot be opened is a problem of the data too: the person mends its name or its rights. */
async function* linesOf(
  file: string,
  { maxLineBytes = DEFAULT_MAX_LINE_BYTES, form }: ReadOptions,
): AsyncGenerator<Line> {
  try {
    const lines = readLines(file, maxLineBytes);
    if (form === 'csv') yield* csvRows(lines);
    else if (form === 'any-json' && (await isJsonArray(file))) yield* readArrayElements(file);
    else yield* lines;
  } catch (error) {
    for (const [code, message] of OPENING_PROBLEMS) {
      if (isErrorWithCode(error, code)) throw new DataError([{ file, line: null, path: null, message }]);
    }
    throw error;
  }
}

const OPENING_PROBLEMS = [
  ['ENOENT', 'does not exist'],
  ['EISDIR', 'is a folder; name a file in it'],
  ['EACCES', 'may not be read by this user'],
] as const;

function idOf(record: unknown): string | undefined {
  if (typeof record !== 'object' || record === null || !('id' in record)) return undefined;
  return typeof record.id === 'string' ? record.id : undefined;
}
