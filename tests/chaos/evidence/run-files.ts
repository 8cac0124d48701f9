import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { RUN } from '../lane/lane-recipe';

/** Views may be written again at any time, and what was observed differs from run to run: neither is an artifact. */
const NO_ARTIFACT = /^(report\.html|report\.json|report\/.*|observed\/.*)$/;

/** The digest of every file of the run by its path. */
export function runFiles(store: string): Map<string, string> {
  const root = join(store, 'runs', RUN);
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).toSorted();
  return new Map(
    paths
      .filter((path) => statSync(join(root, path)).isFile() && !NO_ARTIFACT.test(path))
      .map((path) => [
        path,
        createHash('sha256')
          .update(readFileSync(join(root, path)))
          .digest('hex'),
      ]),
  );
}

/** What a disturbed run has otherwise than an undisturbed one: nothing, if all promises hold. */
export function differences(expected: ReadonlyMap<string, string>, actual: ReadonlyMap<string, string>): string[] {
  const missing = [...expected.keys()].filter((path) => !actual.has(path)).map((path) => `${path} is missing`);
  const others = [...actual].flatMap(([path, digest]) => {
    if (!expected.has(path)) return [`${path} is left over`];
    return expected.get(path) === digest ? [] : [`${path} differs`];
  });
  return [...missing, ...others];
}
