import type { Manifest } from '../../core/manifest';
import { recipeSchema, type Recipe } from '../../recipes/recipe';
import { recipeDigest } from '../../recipes/recipe-digest';
import type { ArtifactStore } from '../../store/artifact-store';
import { iterationLayout, runLayout } from '../../store/run-layout';
import type { Findings } from '../findings';
import type { NamedFiles } from '../named-files';
import { referencesIn } from '../references-in';
import { storedJson } from '../stored-json';
import type { StoredManifest } from './read-manifests';

/** Collects what manifests name, and checks that they form one chain and are of one recipe. */
export async function checkManifests(
  store: ArtifactStore,
  run: string,
  manifests: readonly StoredManifest[],
  { findings, named }: { findings: Findings; named: NamedFiles },
): Promise<Recipe | undefined> {
  for (const { path, manifest } of manifests) {
    const isKnown = named.get(path) !== undefined;
    if (!isKnown) findings.cannotProve(path, 'no history names it, so that its own digest rests on nothing');
    for (const artifact of referencesIn(manifest).artifacts) named.name(artifact, path);
    findings.prove('manifests', 1);
  }
  const { manifest: first } = runLayout(run);
  const paths = new Set(manifests.map(({ path }) => path));
  if (!paths.has(first)) findings.cannotProve('the preparation of the run', `there is no ${first}`);
  for (const { path, manifest } of manifests) checkPlace(path, manifest, run, findings, paths);
  return checkRecipe(store, run, manifests, findings);
}

function checkPlace(path: string, manifest: Manifest, run: string, findings: Findings, paths: Set<string>): void {
  if (manifest.kind === 'preparation') return;
  const { iteration, attempt, previous, redoes } = manifest;
  const expected = iterationLayout(run, iteration, attempt).manifest;
  if (path !== expected) findings.differ(path, `says that it is of iteration ${iteration}, attempt ${attempt}`);
  const before =
    iteration === 1 ? [runLayout(run).manifest] : [...paths].filter((other) => isOf(other, run, iteration - 1));
  if (previous === null ? before.some((other) => paths.has(other)) : !before.includes(previous.path))
    findings.differ(
      path,
      `names ${previous?.path ?? 'nothing'} as the manifest before it; it should be ${before.join(' or ')}`,
    );
  const rejected = iterationLayout(run, iteration, attempt - 1).manifest;
  if (attempt > 1 && paths.has(rejected) && !redoes?.some((artifact) => artifact.path === rejected))
    findings.differ(path, `does not name ${rejected}, the attempt that it redoes`);
}

function isOf(path: string, run: string, iteration: number): boolean {
  const rest = path.slice(`${runLayout(run).iterations}/`.length);
  return new RegExp(`^${iteration}(\\.\\d+)?/manifest\\.json$`).test(rest);
}

/** The recipe of the store, which every manifest must be of; only the number of iterations may have grown. */
async function checkRecipe(
  store: ArtifactStore,
  run: string,
  manifests: readonly StoredManifest[],
  findings: Findings,
): Promise<Recipe | undefined> {
  const path = runLayout(run).recipe;
  const stored = await storedJson(store, path, recipeSchema);
  if (stored.kind === 'malformed') findings.differ(path, `is not a recipe of this version: ${stored.problem}`);
  if (stored.kind !== 'read') return undefined;
  const file = await store.find(path);
  const digest = file && recipeDigest(await store.readText(file));
  for (const { path: place, manifest } of manifests) {
    if (manifest.recipe.digest !== digest)
      findings.differ(place, `is of recipe ${manifest.recipe.digest}; ${path} is ${digest ?? 'gone'}`);
  }
  return stored.value;
}
