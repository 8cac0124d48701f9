import type { ListedModel, ModelFile } from '../../core/manifest';
import { digestOfModelFiles } from '../../store/model-digest';
import type { ModelFolders } from '../audit-sources';
import type { Findings } from '../findings';
import type { NamedModel } from '../histories/check-histories';
import type { StoredManifest } from '../manifests/read-manifests';
import { pathProblem } from '../path-problem';

/** Compares the files of every model with the digest that manifests and histories give it. */
export async function checkModels(
  folders: ModelFolders,
  manifests: readonly StoredManifest[],
  fromHistories: readonly NamedModel[],
  findings: Findings,
): Promise<ListedModel[]> {
  const listed = new Map<string, ListedModel>();
  for (const { path, manifest } of manifests) {
    for (const model of manifest.models) {
      listed.set(keyOf(model), model);
      if (digestOfModelFiles(model.files) !== model.digest)
        findings.differ(path, `the files that it lists for ${model.name} do not make up ${model.digest}`);
    }
  }
  for (const { model, by } of fromHistories) {
    const known = listed.get(keyOf(model));
    if (!known) await checkUnlisted(folders, model, by, findings);
    else if (known.digest !== model.digest)
      findings.differ(by, `says that ${model.name} is ${model.digest}; the manifests say ${known.digest}`);
    if (!known) listed.set(keyOf(model), { ...model, files: [] });
  }
  const all = [...listed.values()];
  const checked = new Set<string>();
  for (const model of all) {
    const weights = `${model.path} ${model.digest}`;
    if (model.files.length === 0 || checked.has(weights)) continue;
    checked.add(weights);
    await checkListed(folders, model, findings);
  }
  return all;
}

/** The same weights may have two names. */
function keyOf({ name, path }: NamedModel['model']): string {
  return `${name} ${path}`;
}

async function checkListed(folders: ModelFolders, model: ListedModel, findings: Findings): Promise<void> {
  const found = await filesOf(folders, model, findings);
  if (found === 'unreadable') return;
  if (!found) return findings.differ(model.path, `the folder of ${model.name} is missing`);
  const byPath = new Map(found.files.map((file) => [file.path, file]));
  let same = 0;
  for (const file of model.files) {
    const problem = problemOf(file, byPath.get(file.path));
    if (problem === undefined) same += 1;
    else findings.differ(`${model.path}/${file.path}`, problem);
    byPath.delete(file.path);
  }
  for (const path of byPath.keys())
    findings.differ(`${model.path}/${path}`, `is not a file of ${model.name}, as its manifest lists them`);
  if (found.kind === 'listed') return sayListed(model.name, found.files.length, findings);
  findings.prove('modelFiles', same);
  if (same === model.files.length && byPath.size === 0) findings.prove('models', 1);
}

function problemOf(expected: ModelFile, found: ModelFile | undefined): string | undefined {
  if (!found) return 'is missing';
  if (found.sha256 === expected.sha256) return undefined;
  return `was changed: its manifest says ${expected.sha256}, found ${found.sha256}`;
}

/** A model that no manifest lists, because its iteration is not finished or is of an earlier version: as a whole. */
async function checkUnlisted(
  folders: ModelFolders,
  model: NamedModel['model'],
  by: string,
  findings: Findings,
): Promise<void> {
  const { name, path, digest } = model;
  const found = await filesOf(folders, model, findings);
  if (found === 'unreadable') return;
  if (!found) return findings.differ(path, `is missing; ${by} names it`);
  const actual = digestOfModelFiles(found.files);
  if (actual !== digest) return findings.differ(path, `${name} was changed: ${by} says ${digest}, found ${actual}`);
  if (found.kind === 'listed') return sayListed(name, found.files.length, findings);
  findings.prove('models', 1);
  findings.prove('modelFiles', found.files.length);
}

async function filesOf(folders: ModelFolders, { name, path }: NamedModel['model'], findings: Findings) {
  try {
    return await folders.files(path);
  } catch (error) {
    findings.differ(path, `is no folder of ${name}: ${pathProblem(error)}`);
    return 'unreadable';
  }
}

function sayListed(name: string, files: number, findings: Findings): void {
  findings.cannotProve(
    `the weights of ${name}`,
    `the bundle holds the digests of its ${files} files; --store hashes the files themselves`,
  );
}
