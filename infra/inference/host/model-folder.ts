import { readdir, realpath } from 'node:fs/promises';
import { isAbsolute, join, relative } from 'node:path';
import { RefusedError } from './errors';

type Field = 'model.path' | 'base.path';

/** Resolves a path of a request below the store root; a path or symbolic link that leads out of it is refused. */
export async function resolveModelFolder(storeFolder: string, path: string, field: Field): Promise<string> {
  const root = await realpath(storeFolder).catch(() => {
    throw new RefusedError(`The artifact store ${storeFolder} does not exist`);
  });
  const outside = (offending: string, way: string) =>
    new RefusedError(`${field}: ${offending} is outside the store; ${way}`);
  if (isAbsolute(path)) throw outside(path, "give a path relative to the store's root");
  const folder = await realpath(join(root, path)).catch(() => undefined);
  if (folder === undefined) throw new RefusedError(`${field}: ${path} does not exist in the store ${storeFolder}`);
  if (!isBelow(root, folder)) throw outside(path, "give a path relative to the store's root");
  // vLLM would follow a link to a file as well.
  for (const link of await linksIn(folder, `${field}: ${path} is not a folder`)) {
    const target = await realpath(link).catch(() => undefined);
    if (target === undefined || !isBelow(root, target)) {
      throw outside(join(path, relative(folder, link)), 'put the file itself there instead of a link');
    }
  }
  return folder;
}

function isBelow(root: string, path: string): boolean {
  const inside = relative(root, path);
  return inside !== '' && inside !== '..' && !inside.startsWith('../') && !isAbsolute(inside);
}

async function linksIn(folder: string, refusal: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => {
    throw new RefusedError(refusal);
  });
  return entries.filter((entry) => entry.isSymbolicLink()).map((entry) => join(entry.parentPath, entry.name));
}
