import { cancellationSignal, log } from '@temporalio/activity';
import { z } from 'zod';
import type { Artifact } from '../core/records';
import { agreedFingerprint } from '../serving/agreed-fingerprint';
import { fingerprintDistance } from '../serving/fingerprint';
import type { ServedModel } from '../serving/served-model';
import type { ArtifactStore } from '../store/artifact-store';
import { modelNameOf, runLayout } from '../store/run-layout';
import { findModel } from './models';
import type { ServeModelInput, ServingDependencies } from './serving';

/**
 * The fingerprint of the first load of these weights, taken now if there is none yet. Servers of a fixed list prove no
 * more than a name: where they answer as another model of the run did, nobody has given them the new weights, and the log
 * says so.
 */
export async function recordedFingerprint(
  { store, pools }: Pick<ServingDependencies, 'store' | 'pools'>,
  { run, model, serving }: ServeModelInput,
  served: ServedModel,
): Promise<number[]> {
  const path = runLayout(run).fingerprint(model.name);
  const known = await readFingerprint(store, path);
  if (known) return known;
  const { fingerprintTolerance: tolerance } = serving;
  const taken = await agreedFingerprint(pools, served, { tolerance, signal: cancellationSignal() });
  const others = serving.strategy === 'static' ? await fingerprintsOfOthers(store, run, model.digest) : [];
  for (const other of others) {
    if (fingerprintDistance(taken, other.logprobs) > tolerance) continue;
    log.warn('What is served still answers as another model did: it may not have the new weights', {
      model: model.name,
      answersAs: other.name,
      servers: served.replicas.map(({ url }) => url),
    });
  }
  // Where two attempts took it, the first one counts.
  return parseFingerprint(store, await store.writeText(path, JSON.stringify(taken)));
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
