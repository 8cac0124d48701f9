import { modelReferenceSchema, type ModelReference } from '../core/records';
import type { ArtifactStore } from '../store/artifact-store';
import { modelNameOf, runLayout } from '../store/run-layout';
import { storedJson } from './stored-json';

/** The references of a run's models, as far as they can be read. */
export async function modelReferences(store: ArtifactStore, run: string): Promise<ModelReference[]> {
  const references: ModelReference[] = [];
  for (const path of await store.list(runLayout(run).modelReferences)) {
    if (modelNameOf(path) === undefined) continue;
    const stored = await storedJson(store, path, modelReferenceSchema);
    if (stored.kind === 'read') references.push(stored.value);
  }
  return references;
}
