import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { modelReferenceSchema } from '../../../src/core/records';
import { runLayout } from '../../../src/store/run-layout';
import { RUN } from '../lane/lane-recipe';

/** The digests of all models of the run. */
export function modelDigestsOf(store: string): string[] {
  const folder = join(store, runLayout(RUN).modelReferences);
  return readdirSync(folder)
    .filter((name) => /^(M\d+|sft)\.json$/.test(name))
    .map((name) => modelReferenceSchema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))).digest);
}
