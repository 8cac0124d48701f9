import { modelReferenceSchema } from '../../core/records';
import type { ArtifactStore } from '../../store/artifact-store';
import { runLayout } from '../../store/run-layout';
import { storedJson } from '../stored-json';

/** The folders of a run's models, from their references. */
export async function modelPaths(store: ArtifactStore, run: string): Promise<string[]> {
  const folder = runLayout(run).modelReferences;
  const references = (await store.list(folder)).filter((path) =>
    /^[^/.]+(\.\d+)?\.json$/.test(path.slice(folder.length + 1)),
  );
  const paths: string[] = [];
  for (const reference of references) {
    const stored = await storedJson(store, reference, modelReferenceSchema);
    if (stored.kind === 'read') paths.push(stored.value.path);
  }
  return paths;
}
