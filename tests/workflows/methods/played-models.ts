import { manifestSchema, type Manifest } from '../../../src/core/manifest';
import { modelReferenceSchema, type ModelReference } from '../../../src/core/records';
import { runLayout } from '../../../src/store/run-layout';
import type { PlayedRun } from './play-method';

/** A manifest of a run, and the models that it names. */
export async function manifest({ store }: PlayedRun, path: string): Promise<Manifest> {
  const artifact = await store.find(path);
  if (!artifact) throw new Error(`${path} is not in the store`);
  return manifestSchema.parse(JSON.parse(await store.readText(artifact)));
}

export const named = ({ models }: Manifest) => models.map(({ name }) => name);
export const madeBy = ({ models }: Manifest, name: string) => models.find((each) => each.name === name)?.madeBy;

export async function model({ store }: PlayedRun, run: string, name: string): Promise<ModelReference> {
  const artifact = await store.find(runLayout(run).modelReference(name));
  if (!artifact) throw new Error(`there is no model ${name}`);
  return modelReferenceSchema.parse(JSON.parse(await store.readText(artifact)));
}

/** A model as the specification of a job names it. */
export const source = ({ path, digest }: ModelReference) => ({ path, digest });
