import { readFile, writeFile } from 'node:fs/promises';

/** Flips one byte in the middle of a file while `work` looks. */
export async function withFlippedByte<T>(file: string, work: () => Promise<T>, at = 0.5): Promise<T> {
  const bytes = await readFile(file);
  // A file without bytes gets one.
  const changed = Buffer.from(bytes.length === 0 ? '\n' : bytes);
  const place = Math.min(Math.floor(bytes.length * at), changed.length - 1);
  changed[place] = (changed[place] ?? 0) ^ 1;
  await writeFile(file, changed);
  try {
    return await work();
  } finally {
    await writeFile(file, bytes);
  }
}

export function withFlippedBytes<T>(files: readonly string[], work: () => Promise<T>): Promise<T> {
  const [file, ...others] = files;
  return file === undefined ? work() : withFlippedByte(file, () => withFlippedBytes(others, work));
}
