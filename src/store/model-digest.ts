import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { digestOfBytes, digestOfFile } from './digest';

/**
 * The digest of a model folder: SHA-256 over one line `<hex sha256>  <relative path>` per regular file, sorted by path
 * and each ended by a newline. Covers weights, configuration and tokenizer. The trainer computes the same.
 */
export async function modelDigest(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ file, path: relative(folder, file).split(sep).join('/') }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
  if (files.length === 0) throw new Error(`${folder} holds no model files`);
  const lines = [];
  for (const { file, path } of files) lines.push(`${(await digestOfFile(file)).slice('sha256:'.length)}  ${path}\n`);
  return digestOfBytes(lines.join(''));
}
