import { setTimeout } from 'node:timers/promises';
import { fingerprintDistance, takeFingerprint } from './fingerprint';
import type { ModelPools } from './model-pools';
import type { ServedModel } from './served-model';
import { WrongModelServedError } from './verify-replica';

/** How long the others may take once one replica has answered; one that is away is proven when it comes back. */
const OTHERS_WITHIN_MS = 10_000;

/** The model at each of its replicas alone. */
export function eachReplica(served: ServedModel): ServedModel[] {
  return served.replicas.map((replica) => ({ ...served, replicas: [replica] }));
}

/**
 * The fingerprint that every replica gives which answers. Servers of a fixed list prove no more than a name, so that one
 * with stale weights could otherwise be the one whose fingerprint is recorded as the right one.
 * @throws WrongModelServedError when two replicas differ: one of them holds other weights, and nobody knows which.
 */
export async function agreedFingerprint(
  pools: ModelPools,
  served: ServedModel,
  options: { tolerance: number; signal: AbortSignal; othersWithinMs?: number },
): Promise<number[]> {
  const { tolerance, signal, othersWithinMs = OTHERS_WITHIN_MS } = options;
  const patience = new AbortController();
  const either = AbortSignal.any([signal, patience.signal]);
  // Through pools, which have the key of a server that asks for one and check first what the server says it holds.
  const takes = eachReplica(served).map((alone) =>
    pools.get(alone).calls.run(
      async (client) => ({
        url: client.baseUrl,
        logprobs: await takeFingerprint(client, served.servedName, either),
      }),
      { signal: either },
    ),
  );
  const first = await Promise.any(takes).catch((error: unknown) => {
    throw error instanceof AggregateError ? error.errors[0] : error;
  });
  const all = Promise.allSettled(takes);
  await Promise.race([all, setTimeout(othersWithinMs, undefined, { signal: either, ref: false })]);
  patience.abort(new Error(`no answer within ${othersWithinMs} ms of another replica's`));
  for (const take of await all) {
    if (take.status === 'rejected') continue;
    const { url, logprobs } = take.value;
    const distance = fingerprintDistance(first.logprobs, logprobs);
    if (!(distance <= tolerance))
      throw new WrongModelServedError(url, 'the fingerprint of', first.url, `one that is ${distance} nats away`);
  }
  return first.logprobs;
}
