import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { isErrorWithCode } from '../core/error-code';
import { resolveInStore } from './store-path';

/** The paths of everything under a folder of the store that is no folder itself, links included, sorted. */
export async function listFiles(root: string, folder: string): Promise<string[]> {
  const place = resolveInStore(root, folder);
  try {
    const entries = await readdir(place, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => !entry.isDirectory())
      .map((entry) => [folder, ...relative(place, join(entry.parentPath, entry.name)).split(sep)].join('/'))
      .toSorted();
  } catch (error) {
    if (isErrorWithCode(error, 'ENOENT')) return [];
    throw error;
  }
}
