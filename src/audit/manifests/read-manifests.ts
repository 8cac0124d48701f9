import { z } from 'zod';
import { MANIFEST_VERSION, manifestSchema, type IterationManifest, type Manifest } from '../../core/manifest';
import type { ArtifactStore } from '../../store/artifact-store';
import { runLayout } from '../../store/run-layout';
import type { Findings } from '../findings';
import { storedJson } from '../stored-json';

export interface StoredManifest<Kind extends Manifest = Manifest> {
  path: string;
  manifest: Kind;
}

/** Every manifest of a run, the preparation's first; what is no manifest is a difference. */
export async function readManifests(store: ArtifactStore, run: string, findings: Findings): Promise<StoredManifest[]> {
  const layout = runLayout(run);
  const ofIterations = (await store.list(layout.iterations)).filter((path) =>
    /^[^/]+\/manifest\.json$/.test(path.slice(layout.iterations.length + 1)),
  );
  const manifests: StoredManifest[] = [];
  for (const path of [layout.manifest, ...ofIterations]) {
    const manifest = await readManifest(store, path, findings);
    if (!manifest) continue;
    if (manifest.run !== run) findings.differ(path, `is of run "${manifest.run}"`);
    manifests.push({ path, manifest });
  }
  return manifests;
}

export function iterationsOf(manifests: readonly StoredManifest[]): StoredManifest<IterationManifest>[] {
  return manifests.flatMap(({ path, manifest }) => (manifest.kind === 'iteration' ? [{ path, manifest }] : []));
}

const oldSchema = z.looseObject({ version: z.int().lt(MANIFEST_VERSION) });

async function readManifest(store: ArtifactStore, path: string, findings: Findings): Promise<Manifest | undefined> {
  const stored = await storedJson(store, path, z.union([manifestSchema, oldSchema]));
  if (stored.kind === 'malformed') findings.differ(path, `is no manifest: ${stored.problem}`);
  if (stored.kind !== 'read') return undefined;
  if ('kind' in stored.value && stored.value.version === MANIFEST_VERSION) return manifestSchema.parse(stored.value);
  findings.cannotProve(path, 'it was written by an earlier version and names only some files');
  return undefined;
}
