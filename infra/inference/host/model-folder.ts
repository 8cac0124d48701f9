import { realpath } from 'node:fs/promises';
import { isAbsolute, join, relative } from 'node:path';
import { RefusedError } from './errors';

/** Resolves a path of a request below the store root; a path or symbolic link that leads out of it is refused. */
export async function resolveModelFolder(storeFolder: string, path: string): Promise<string> {
  const root = await realpath(storeFolder).catch(() => {
    throw new RefusedError(`The artifact store ${storeFolder} does not exist`);
  });
  if (isAbsolute(path)) throw outside(path);
  const folder = await realpath(join(root, path)).catch(() => undefined);
  if (folder === undefined) throw new RefusedError(`model.path: ${path} does not exist in the store ${storeFolder}`);
  const inside = relative(root, folder);
  if (inside === '' || inside.startsWith('..') || isAbsolute(inside)) throw outside(path);
  return folder;
}

function outside(path: string): RefusedError {
  return new RefusedError(`model.path: ${path} is outside the store; give a path relative to the store's root`);
}
