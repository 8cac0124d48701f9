import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

export function digestOfBytes(bytes: string | Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** What a reference says of a file, measured in pieces, so that a large file needs no memory. */
export async function measureFile(file: string): Promise<{ sha256: string; rows: number; bytes: number }> {
  const hash = createHash('sha256');
  let [rows, bytes] = [0, 0];
  const pieces: AsyncIterable<Buffer> = createReadStream(file);
  for await (const piece of pieces) {
    hash.update(piece);
    bytes += piece.length;
    for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, at + 1)) rows += 1;
  }
  return { sha256: `sha256:${hash.digest('hex')}`, rows, bytes };
}

export async function digestOfFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  // Large blocks: model files are gigabytes and the default of 64 KiB costs a third more time.
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return `sha256:${hash.digest('hex')}`;
}
