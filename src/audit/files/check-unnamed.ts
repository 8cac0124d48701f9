import type { ListedModel } from '../../core/manifest';
import type { ArtifactStore } from '../../store/artifact-store';
import { runLayout } from '../../store/run-layout';
import type { Findings } from '../findings';
import type { StoredManifest } from '../manifests/read-manifests';
import type { NamedFiles } from '../named-files';

/** Looks for files of the run that nothing names. Those of a stage without a manifest yet are work under way. */
export async function checkUnnamed(
  store: ArtifactStore,
  run: string,
  known: { named: NamedFiles; manifests: readonly StoredManifest[]; models: readonly ListedModel[] },
  findings: Findings,
): Promise<void> {
  const layout = runLayout(run);
  const views = new Set([layout.report, layout.reportData]);
  const manifests = new Set(known.manifests.map(({ path }) => path));
  const folders = known.models.map(({ path }) => `${path}/`);
  const underWay = new Map<string, number>();
  let observed = 0;
  for (const path of await store.list(layout.root)) {
    if (known.named.get(path) || manifests.has(path) || views.has(path)) continue;
    if (path.startsWith(`${layout.reportFolder}/`)) continue;
    if (path.startsWith(`${layout.observed}/`)) {
      observed += 1;
      continue;
    }
    if (path.includes('/journals/') || folders.some((folder) => path.startsWith(folder))) continue;
    const stage = stageOf(path.slice(layout.root.length + 1));
    if (stage !== undefined && !isFinished(stage, run, known)) underWay.set(stage, (underWay.get(stage) ?? 0) + 1);
    else if (path.endsWith('/rejected.json')) underWay.set(path, 1);
    else findings.differ(path, 'nothing names it: no history and no manifest');
  }
  if (observed > 0)
    findings.cannotProve(
      `${observed} files of ${layout.observed}`,
      'times and training logs were observed: no manifest names them, and nothing is derived from them',
    );
  for (const [stage, count] of underWay)
    findings.cannotProve(
      `${count} files of ${stage}`,
      'no manifest names them: the stage is not finished, or an earlier version made it',
    );
}

/** The part of a run that one manifest answers for; undefined for a file that belongs to none. */
function stageOf(path: string): string | undefined {
  const [folder = '', name = ''] = path.split('/');
  switch (folder) {
    case 'iterations':
      return path.split('/').length > 2 ? `iterations/${name}` : undefined;
    case 'evaluations':
      return `model ${name}`;
    case 'models':
      return `model ${/^(?:M\d+|sft)(?:\.\d+)?(?=\.|$)/.exec(name.replace(/\.(json|training\.json|fingerprint\.json)$/, ''))?.[0] ?? name}`;
    case 'seed':
    case 'recipe.json':
      return 'the preparation';
    default:
      return undefined;
  }
}

function isFinished(stage: string, run: string, { manifests }: { manifests: readonly StoredManifest[] }): boolean {
  const layout = runLayout(run);
  return manifests.some(({ path, manifest }) => {
    if (stage === 'the preparation') return path === layout.manifest;
    return (
      path === `${layout.root}/${stage}/manifest.json` || manifest.models.some(({ name }) => stage === `model ${name}`)
    );
  });
}
