import type { Artifact } from '../core/records';
import type { ArtifactStore } from './artifact-store';
import { iterationLayout, runLayout } from './run-layout';

/** Files that come and go while a run is under way; no manifest names them. */
const PASSING = /\/journals\/|\.tmp$/;

/** What the manifest of the preparation answers for, beside the model folders. */
export function filesOfPreparation(store: ArtifactStore, run: string, models: readonly string[]): Promise<Artifact[]> {
  const layout = runLayout(run);
  return describeAll(store, [[layout.recipe], store.list(layout.seedFolder), ...filesOfModels(store, run, models)]);
}

/** What the manifest of an iteration answers for, beside the model folder. */
export function filesOfIteration(
  store: ArtifactStore,
  run: string,
  { iteration, attempt, makes }: { iteration: number; attempt: number; makes: string },
): Promise<Artifact[]> {
  const layout = iterationLayout(run, iteration, attempt);
  const own = store.list(layout.root).then((paths) => paths.filter((path) => path !== layout.manifest));
  return describeAll(store, [own, ...filesOfModels(store, run, [makes])]);
}

function filesOfModels(store: ArtifactStore, run: string, names: readonly string[]) {
  const layout = runLayout(run);
  return names.flatMap((name) => [
    [layout.modelReference(name), layout.training(name), layout.fingerprint(name)],
    store.list(layout.evaluationFolder(name)),
  ]);
}

async function describeAll(
  store: ArtifactStore,
  lists: readonly (string[] | Promise<string[]>)[],
): Promise<Artifact[]> {
  const paths = (await Promise.all(lists)).flat().filter((path) => !PASSING.test(path));
  const files: Artifact[] = [];
  for (const path of paths.toSorted()) {
    const artifact = await store.find(path);
    // M_0 was not trained, and a model that was not served yet has no fingerprint.
    if (artifact) files.push(artifact);
  }
  return files;
}
