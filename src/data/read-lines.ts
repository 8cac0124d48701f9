import { isUtf8 } from 'node:buffer';
import { openBytes } from './open-bytes';

export const DEFAULT_MAX_LINE_BYTES = 2 ** 20;

/** A line of a file, numbered from 1, or why it cannot be read. */
export type Line = { kind: 'text'; line: number; text: string } | { kind: 'unreadable'; line: number; message: string };

/**
 * The lines of a plain or gzip file. Lines end at "\n" alone (a "\r" before it is dropped): texts hold U+2028 and its
 * like. A longer line than `maxLineBytes` is passed over without being held in memory.
 */
export async function* readLines(file: string, maxLineBytes: number): AsyncGenerator<Line> {
  const pending = createPendingLine(maxLineBytes);
  try {
    for await (const bytes of await openBytes(file)) {
      let start = 0;
      for (let end = bytes.indexOf(0x0a); end >= 0; end = bytes.indexOf(0x0a, start)) {
        pending.add(bytes.subarray(start, end));
        yield pending.finish();
        start = end + 1;
      }
      pending.add(bytes.subarray(start));
    }
  } catch (error) {
    const code = unpackingProblem(error);
    if (code === null) throw error;
    yield { kind: 'unreadable', line: pending.line, message: `the gzip file is damaged from here on (${code})` };
    return;
  }
  if (pending.bytes > 0) yield pending.finish();
}

function createPendingLine(maxLineBytes: number) {
  let parts: Buffer[] = [];
  const pending = {
    line: 1,
    bytes: 0,
    add(part: Buffer) {
      pending.bytes += part.length;
      if (pending.bytes > maxLineBytes) parts = [];
      else if (part.length > 0) parts.push(part);
    },
    finish(): Line {
      const { line, bytes } = pending;
      const content = Buffer.concat(parts);
      parts = [];
      pending.bytes = 0;
      pending.line += 1;
      if (bytes <= maxLineBytes) return decode(line, content);
      return { kind: 'unreadable', line, message: `the line has ${bytes} bytes; at most ${maxLineBytes} are read` };
    },
  };
  return pending;
}

function decode(line: number, bytes: Buffer): Line {
  if (!isUtf8(bytes)) return { kind: 'unreadable', line, message: 'the line is not UTF-8' };
  const text = bytes.toString('utf8').replace(/\r$/, '');
  // A byte order mark at the start of a file belongs to no row.
  return { kind: 'text', line, text: line === 1 ? text.replace(/^\ufeff/, '') : text };
}

/** The code of an error of zlib; null for every other error. */
function unpackingProblem(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error) || typeof error.code !== 'string') return null;
  return error.code.startsWith('Z_') ? error.code : null;
}
