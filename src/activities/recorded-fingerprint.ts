import { setTimeout } from 'node:timers/promises';
import { cancellationSignal } from '@temporalio/activity';
import { z } from 'zod';
import type { Artifact } from '../core/records';
import { agreedFingerprint } from '../serving/agreed-fingerprint';
import { fingerprintDistance } from '../serving/fingerprint';
import type { ServedModel } from '../serving/served-model';
import type { ArtifactStore } from '../store/artifact-store';
import { modelNameOf, runLayout } from '../store/run-layout';
import { findModel } from './models';
import type { ServeModelInput, ServingDependencies } from './serving';

const LOOK_AGAIN_MS = 1_000;

/**
 * The fingerprint of the first load of these weights, taken now if there is none yet. Servers of a fixed list prove no
 * more than a name, so that as long as they answer as another model of the run did, they are waited for: someone has yet
 * to give them the new weights.
 */
export async function recordedFingerprint(
  { store, pools }: Pick<ServingDependencies, 'store' | 'pools'>,
  { run, model, serving }: ServeModelInput,
  served: ServedModel,
  say: (what: string) => void,
): Promise<number[]> {
  const path = runLayout(run).fingerprint(model.name);
  const known = await readFingerprint(store, path);
  if (known) return known;
  const options = { tolerance: serving.fingerprintTolerance, signal: cancellationSignal() };
  const others = serving.strategy === 'static' ? await fingerprintsOfOthers(store, run, model.digest) : [];
  for (;;) {
    const taken = await agreedFingerprint(pools, served, options);
    const stale = others.find(({ logprobs }) => fingerprintDistance(taken, logprobs) <= options.tolerance);
    if (!stale) {
      // Where two attempts took it, the first one counts.
      return parseFingerprint(store, await store.writeText(path, JSON.stringify(taken)));
    }
    const servers = served.replicas.map(({ url }) => url).join(' and ');
    say(`the weights of ${model.name} at ${servers}: what is served there still answers as ${stale.name} did`);
    await setTimeout(LOOK_AGAIN_MS, undefined, { signal: options.signal });
  }
}

async function fingerprintsOfOthers(store: ArtifactStore, run: string, digest: string) {
  const layout = runLayout(run);
  const names = (await store.list(layout.modelReferences)).flatMap((path) => modelNameOf(path) ?? []);
  const others: { name: string; logprobs: number[] }[] = [];
  for (const name of names) {
    const [model, logprobs] = [
      await findModel(store, run, name),
      await readFingerprint(store, layout.fingerprint(name)),
    ];
    if (model && logprobs && model.digest !== digest) others.push({ name, logprobs });
  }
  return others;
}

async function readFingerprint(store: ArtifactStore, path: string): Promise<number[] | undefined> {
  const artifact = await store.find(path);
  return artifact && parseFingerprint(store, artifact);
}

async function parseFingerprint(store: ArtifactStore, artifact: Artifact): Promise<number[]> {
  return z.array(z.number()).parse(JSON.parse(await store.readText(artifact)));
}
