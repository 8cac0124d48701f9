import { access, cp, link, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { ApplicationFailure, cancellationSignal } from '@temporalio/activity';
import { isErrorWithCode } from '../core/error-code';
import type { ModelReference } from '../core/records';
import { modelDigest } from '../store/model-digest';
import { runLayout } from '../store/run-layout';
import { resolveInStore } from '../store/store-path';
import { nameAside } from '../store/temporary-files';
import type { ActivityDependencies } from './dependencies';
import { findModel, recordModel } from './models';
import { whileBeating } from './while-beating';

const POLL_MS = 2000;

/** Brings M_0 into the run, from a folder or through the trainer service when it is a Hugging Face id. */
export async function importBaseModel(
  deps: ActivityDependencies,
  { run, baseModel }: { run: string; baseModel: string },
): Promise<ModelReference> {
  const existing = await findModel(deps.store, run, 'M0');
  if (existing) return existing;
  const path = runLayout(run).model('M0');
  const folder = resolveInStore(deps.store.root, path);
  const digest = await whileBeating(
    () => ({ baseModel }),
    async () => {
      await copyModel(await findFolder(deps, baseModel), folder);
      return modelDigest(folder);
    },
  );
  return recordModel(deps.store, run, { name: 'M0', digest, path, parent: null, madeBy: 'import' });
}

async function findFolder(deps: ActivityDependencies, baseModel: string): Promise<string> {
  const places = isAbsolute(baseModel)
    ? [baseModel]
    : [
        ...deps.baseModelFolders.map((folder) => join(folder, baseModel)),
        join(deps.store.root, baseModel),
        resolve(baseModel),
      ];
  for (const place of places) if (await isModel(place)) return place;
  const [, owner, name] = /^([\w.-]+)\/([\w.-]+)$/.exec(baseModel) ?? [];
  if (owner && name) return resolveInStore(deps.store.root, await download(deps, owner, name));
  throw ApplicationFailure.nonRetryable(
    `baseModel: no model "${baseModel}" (a folder with config.json); looked in ${places.join(', ')}`,
    'ModelNotFound',
  );
}

/** The trainer service downloads; it has the hub's library. */
async function download({ trainer }: ActivityDependencies, owner: string, name: string): Promise<string> {
  const signal = cancellationSignal();
  for (;;) {
    const { state, path, error } = await trainer.download(owner, name, signal);
    if (state === 'ready') return path;
    if (state === 'failed') throw new Error(`${owner}/${name} could not be downloaded: ${error ?? 'no reason given'}`);
    await setTimeout(POLL_MS, undefined, { signal });
  }
}

async function isModel(folder: string): Promise<boolean> {
  try {
    await access(join(folder, 'config.json'));
    return true;
  } catch {
    return false;
  }
}

/** Copies aside and renames, so that a killed copy is never taken for a model. Files are linked where the disk is the same. */
async function copyModel(from: string, to: string): Promise<void> {
  const aside = nameAside(to);
  await mkdir(dirname(to), { recursive: true });
  try {
    await linkTree(from, aside);
    await rename(aside, to);
  } catch (error) {
    await rm(aside, { recursive: true, force: true });
    // Another attempt was first; what it put there is verified by its digest.
    if (!isErrorWithCode(error, 'ENOTEMPTY') && !isErrorWithCode(error, 'EEXIST')) throw error;
  }
}

async function linkTree(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await linkTree(source, target);
    else await linkOrCopy(source, target);
  }
}

async function linkOrCopy(source: string, target: string): Promise<void> {
  try {
    await link(source, target);
  } catch (error) {
    if (!isErrorWithCode(error, 'EXDEV') && !isErrorWithCode(error, 'EPERM')) throw error;
    await cp(source, target, { dereference: true });
  }
}
