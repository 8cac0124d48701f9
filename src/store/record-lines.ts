import { z } from 'zod';

/** One recorded call a line: journals while a shard is worked on, and the file of recorded calls once it is done. */
const entrySchema = z.strictObject({ key: z.string(), value: z.unknown() });

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

/** The records of whole lines. @throws DamagedJournalError */
export function* parseRecords(path: string, text: string): Generator<[string, unknown]> {
  let start = 0;
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
    yield parseRecord(path, text.slice(start, end), () => Buffer.byteLength(text.slice(0, start)));
    start = end + 1;
  }
}

/** @throws DamagedJournalError with the offset when the line is no record. */
export function parseRecord(path: string, line: string, offset: () => number): [string, unknown] {
  try {
    const { key, value } = entrySchema.parse(JSON.parse(line));
    return [key, value];
  } catch {
    throw new DamagedJournalError(path, offset());
  }
}
