import { ApplicationFailure } from '@temporalio/activity';
import { modelReferenceSchema, type ModelReference } from '../core/records';
import type { ArtifactStore } from '../store/artifact-store';
import { runLayout } from '../store/run-layout';

/** Keeps the reference of a model for the whole run. @throws when a model of that name with other weights is there. */
export async function recordModel(store: ArtifactStore, run: string, model: ModelReference): Promise<ModelReference> {
  const artifact = await store.writeJson(runLayout(run).modelReference(model.name), model);
  const recorded = modelReferenceSchema.parse(JSON.parse(await store.readText(artifact)));
  if (recorded.digest !== model.digest) {
    throw ApplicationFailure.nonRetryable(
      `model ${model.name} of run "${run}" exists with digest ${recorded.digest}, and ${model.digest} was made now`,
      'ModelConflict',
    );
  }
  return recorded;
}

export async function findModel(store: ArtifactStore, run: string, name: string): Promise<ModelReference | undefined> {
  const artifact = await store.find(runLayout(run).modelReference(name));
  return artifact && modelReferenceSchema.parse(JSON.parse(await store.readText(artifact)));
}
