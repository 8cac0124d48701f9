import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { ModelFile } from '../core/manifest';
import { digestOfBytes, digestOfFile } from './digest';
import { EmptyModelError } from './errors';

/**
 * The digest of a model folder: SHA-256 over one line `<hex sha256>  <relative path>` per regular file, sorted by path
 * and each ended by a newline. Covers weights, configuration and tokenizer. The trainer computes the same.
 */
export async function modelDigest(folder: string): Promise<string> {
  return digestOfModelFiles(await measureModel(folder));
}

/** Every regular file of a model folder with its digest, sorted by path. @throws EmptyModelError */
export async function measureModel(folder: string): Promise<ModelFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ file, path: relative(folder, file).split(sep).join('/') }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
  if (found.length === 0) throw new EmptyModelError(folder);
  const files: ModelFile[] = [];
  for (const { file, path } of found) {
    files.push({ path, sha256: await digestOfFile(file), bytes: (await stat(file)).size });
  }
  return files;
}

/** The model's digest from those of its files. */
export function digestOfModelFiles(files: readonly Pick<ModelFile, 'path' | 'sha256'>[]): string {
  const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  return digestOfBytes(sorted.map(({ path, sha256 }) => `${sha256.slice('sha256:'.length)}  ${path}\n`).join(''));
}
