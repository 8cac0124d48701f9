import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isErrorWithCode } from '../core/error-code';
import { resolveInStore } from './store-path';

/** The name under which the store writes a file aside; nothing else is ever taken for a temporary file. */
const WRITTEN_ASIDE = /\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tmp$/;

/** Removes what writers that were killed left in a folder of the store; links are not followed. Returns the paths. */
export async function removeTemporaryFiles(root: string, folder: string): Promise<string[]> {
  const place = resolveInStore(root, folder);
  let names: string[];
  try {
    names = await readdir(place, { recursive: true });
  } catch (error) {
    if (isErrorWithCode(error, 'ENOENT')) return [];
    throw error;
  }
  const left = names.filter((name) => WRITTEN_ASIDE.test(name));
  for (const name of left) await rm(join(place, name), { force: true });
  return left.map((name) => join(folder, name));
}
