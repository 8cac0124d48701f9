import { isAbsolute, join, normalize, sep } from 'node:path';
import { OutsideStoreError } from './errors';

/** The absolute place of a relative store path. @throws OutsideStoreError for absolute paths and for those that climb out. */
export function resolveInStore(root: string, path: string): string {
  const inside = normalize(path);
  if (path === '' || isAbsolute(path) || inside === '..' || inside.startsWith(`..${sep}`))
    throw new OutsideStoreError(path);
  return join(root, inside);
}
