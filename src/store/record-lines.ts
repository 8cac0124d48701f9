import { isUtf8 } from 'node:buffer';
import { z } from 'zod';

const NEWLINE = 10;

/** One recorded call a line: journals while a shard is worked on, and the file of recorded calls once it is done. */
const entrySchema = z.strictObject({
  key: z.string(),
  // JSON has no undefined: a line without a value was never written.
  value: z.unknown().refine((value) => value !== undefined, 'is missing'),
});

/** Thrown when a line before the last of a journal is damaged; a torn last line is what a kill leaves and is ignored. */
export class DamagedJournalError extends Error {
  override readonly name = 'DamagedJournalError';
  constructor(
    readonly path: string,
    readonly offset: number,
  ) {
    super(`${path} is damaged at byte ${offset}, before its last line`);
  }
}

export function recordLine(key: string, value: unknown): string {
  return `${JSON.stringify({ key, value })}\n`;
}

/** All records as one text in the order of their keys, so that the same calls give the same bytes. */
export function recordLines(records: ReadonlyMap<string, unknown>): string {
  const inOrder = [...records].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return inOrder.map(([key, value]) => recordLine(key, value)).join('');
}

/**
 * The records of whole lines. Reads bytes, because text that was decoded hides bytes that are not UTF-8, and offsets in
 * it are not those of the file. @throws DamagedJournalError at the first byte of the first damaged line
 */
export function* parseRecords(path: string, bytes: Buffer): Generator<[string, unknown]> {
  let start = 0;
  for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
    yield parseRecord(path, bytes.subarray(start, end), start);
    start = end + 1;
  }
}

/** @throws DamagedJournalError with the offset when the line is no record. */
export function parseRecord(path: string, line: Buffer, offset: number): [string, unknown] {
  try {
    if (!isUtf8(line)) throw new TypeError('not UTF-8');
    const { key, value } = entrySchema.parse(JSON.parse(line.toString('utf8')));
    return [key, value];
  } catch {
    throw new DamagedJournalError(path, offset);
  }
}
