import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isErrorWithCode } from '../core/error-code';
import { resolveInStore } from './store-path';

/** The name under which the store writes a file aside; nothing else is ever taken for a temporary file. */
const WRITTEN_ASIDE = /\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tmp$/;

/** Removes what writers that were killed left in a folder of the store. Returns the paths. */
export async function removeTemporaryFiles(root: string, folder: string): Promise<string[]> {
  const removed: string[] = [];
  for await (const path of filesIn(root, folder)) {
    if (!WRITTEN_ASIDE.test(path)) continue;
    await rm(resolveInStore(root, path), { force: true });
    removed.push(path);
  }
  return removed;
}

/** Every file in a folder, at any depth. A link counts as a file: what it leads to is not the store's. */
async function* filesIn(root: string, folder: string): AsyncGenerator<string> {
  const entries = await readdir(resolveInStore(root, folder), { withFileTypes: true }).catch((error: unknown) => {
    // A run that never wrote, or a folder of journals that is no longer needed.
    if (isErrorWithCode(error, 'ENOENT')) return [];
    throw error;
  });
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesIn(root, path);
    else yield path;
  }
}
