import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The same folder whether this file runs from its source or compiled below dist: the nearest one with infra/ and a package.json. */
export function projectRoot(from: string = __dirname): string {
  if (existsSync(join(from, 'package.json')) && existsSync(join(from, 'infra', 'inference', 'requirements.txt')))
    return from;
  const parent = dirname(from);
  if (parent === from) throw new Error(`${__filename} lies outside the project, so infra/ cannot be found`);
  return projectRoot(parent);
}
