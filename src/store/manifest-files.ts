import type { Artifact } from '../core/records';
import type { ArtifactStore } from './artifact-store';
import { iterationLayout, runLayout } from './run-layout';
import { isWrittenAside } from './temporary-files';

/** Files that come and go while a run is under way; no manifest names them. */
const isPassing = (path: string): boolean => path.includes('/journals/') || isWrittenAside(path);

/** What the manifest of the preparation answers for, beside the model folders. */
export async function filesOfPreparation(
  store: ArtifactStore,
  run: string,
  models: readonly string[],
): Promise<Artifact[]> {
  const layout = runLayout(run);
  const seed = await store.list(layout.seedFolder);
  const benchmarks = await store.list(layout.benchmarksFolder);
  return describeAll(store, [layout.recipe, ...seed, ...benchmarks, ...(await filesOfModels(store, run, models))]);
}

/** What the manifest of an iteration answers for, beside the model folders. */
export async function filesOfIteration(
  store: ArtifactStore,
  run: string,
  { iteration, attempt, makes }: { iteration: number; attempt: number; makes: readonly string[] },
): Promise<Artifact[]> {
  const layout = iterationLayout(run, iteration, attempt);
  const own = (await store.list(layout.root)).filter((path) => path !== layout.manifest);
  return describeAll(store, [...own, ...(await filesOfModels(store, run, makes))]);
}

async function filesOfModels(store: ArtifactStore, run: string, names: readonly string[]): Promise<string[]> {
  const layout = runLayout(run);
  const paths: string[] = [];
  for (const name of names) {
    const evaluation = await store.list(layout.evaluationFolder(name));
    paths.push(layout.modelReference(name), layout.training(name), layout.fingerprint(name), ...evaluation);
  }
  return paths;
}

async function describeAll(store: ArtifactStore, paths: readonly string[]): Promise<Artifact[]> {
  const files: Artifact[] = [];
  for (const path of paths.filter((name) => !isPassing(name)).toSorted()) {
    const artifact = await store.find(path);
    // M_0 was not trained, and a model that no model server served, as none does a reward model, has no fingerprint.
    if (artifact) files.push(artifact);
  }
  return files;
}
