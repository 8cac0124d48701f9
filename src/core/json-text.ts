/** The forms in which records and documents are stored. An audit compares bytes, so that there is one place for them. */

/** One object a line. */
export function jsonLines(rows: Iterable<unknown>): string {
  return [...rows].map((row) => `${JSON.stringify(row)}\n`).join('');
}

/** A document that people read. */
export function jsonDocument(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
