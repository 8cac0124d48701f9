import { createReadStream } from 'node:fs';

export interface RawLine {
  number: number;
  bytes: Buffer;
  /** Whether a line break ends it; only the last line of a file that was cut has none. */
  ended: boolean;
}

/** The lines of a file as bytes, one after the other, without their line breaks. */
export async function* rawLines(file: string): AsyncGenerator<RawLine> {
  const blocks: AsyncIterable<Buffer> = createReadStream(file, { highWaterMark: 1 << 20 });
  let parts: Buffer[] = [];
  let number = 1;
  for await (const block of blocks) {
    let start = 0;
    for (let end = block.indexOf(10); end >= 0; end = block.indexOf(10, start)) {
      parts.push(block.subarray(start, end));
      yield { number, bytes: Buffer.concat(parts), ended: true };
      parts = [];
      number += 1;
      start = end + 1;
    }
    if (start < block.length) parts.push(block.subarray(start));
  }
  if (parts.length > 0) yield { number, bytes: Buffer.concat(parts), ended: false };
}
