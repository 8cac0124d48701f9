import { isUtf8 } from 'node:buffer';
import { openBytes } from './open-bytes';
import type { Line } from './read-lines';

/** Whether the first sign of a file opens a JSON array. */
export async function isJsonArray(file: string): Promise<boolean> {
  for await (const bytes of await openBytes(file)) {
    const start = bytes
      .toString('utf8')
      .replace(/^\ufeff/, '')
      .trimStart();
    if (start !== '') return start.startsWith('[');
  }
  return false;
}

/** The elements of a file that is one JSON array, each with the line that it begins on; what they hold is not checked. */
export async function* readArrayElements(file: string): AsyncGenerator<Line> {
  const parts: Buffer[] = [];
  for await (const bytes of await openBytes(file)) parts.push(bytes);
  const bytes = Buffer.concat(parts);
  if (!isUtf8(bytes)) {
    yield { kind: 'unreadable', line: 1, message: 'the file is not UTF-8' };
    return;
  }
  const text = bytes.toString('utf8');
  let line = 1;
  let depth = 0;
  let start = { at: 0, line: 1 };
  // Strings hold brackets too, so that they are stepped over whole.
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]+|\\[^])*"|[[\]{},\n]/g)) {
    if (token === '\n') line += 1;
    if (token === ']' || token === '}') depth -= 1;
    if (depth === 0 && token === ']') {
      yield* element(text.slice(start.at, index), start.line);
      const rest = text.slice(index + 1);
      if (rest.trim() !== '')
        yield { kind: 'unreadable', line, message: 'something stands after the end of the array' };
      return;
    }
    if (depth === 1 && token === ',') yield* element(text.slice(start.at, index), start.line);
    if (depth === 0 ? token === '[' : depth === 1 && token === ',') start = { at: index + 1, line };
    if (token === '[' || token === '{') depth += 1;
  }
  yield { kind: 'unreadable', line, message: 'the array does not end' };
}

function* element(text: string, line: number): Generator<Line> {
  const content = text.trimStart();
  if (content.trim() === '') return;
  const before = text.slice(0, text.length - content.length);
  yield { kind: 'text', line: line + before.split('\n').length - 1, text: content.trimEnd() };
}
