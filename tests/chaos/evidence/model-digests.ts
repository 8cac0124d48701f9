import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { modelReferenceSchema } from '../../../src/core/records';
import { externalModel } from '../../../src/serving/served-model';
import { runLayout } from '../../../src/store/run-layout';
import { RUN, SERVED_NAME } from '../lane/lane-recipe';

/** The digests of all models that the run may ask: its own, and the one from outside. */
export function modelDigestsOf(store: string): string[] {
  const folder = join(store, runLayout(RUN).modelReferences);
  const own = readdirSync(folder)
    .filter((name) => /^(M\d+|sft)\.json$/.test(name))
    .map((name) => modelReferenceSchema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))).digest);
  return [...own, externalModel({ url: '', model: SERVED_NAME }).digest];
}
