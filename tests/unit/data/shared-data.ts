import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';

const root = process.env['SRLM_SHARED_DATA'] ?? join(__dirname, '../../../../shared/data');

/** Data of others is not in this repository: the checks run where it is, and say what was not checked elsewhere. */
export function describeSharedData(folder: string, repository: string, checks: (data: SharedData) => void): void {
  if (!existsSync(join(root, folder))) {
    console.info(
      `Not checked against ${folder}: take it from ${repository} and set SRLM_SHARED_DATA to the folder above.`,
    );
    return;
  }
  describe(`on ${folder}`, () => checks(sharedData(folder)));
}

export type SharedData = ReturnType<typeof sharedData>;

function sharedData(folder: string) {
  const read = (name: string) => readFileSync(join(root, folder, name), 'utf8');
  return {
    /** For what reads files itself. */
    path: (name: string) => join(root, folder, name),
    /** The rows of a JSON Lines file. */
    rows: <Schema extends z.ZodType>(name: string, schema: Schema): z.infer<Schema>[] =>
      read(name)
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => schema.parse(JSON.parse(line))),
    value: <Schema extends z.ZodType>(name: string, schema: Schema): z.infer<Schema> =>
      schema.parse(JSON.parse(read(name))),
  };
}

/** How often each value occurs. */
export function countOf<Value>(values: readonly Value[]): Map<Value, number> {
  const counts = new Map<Value, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
