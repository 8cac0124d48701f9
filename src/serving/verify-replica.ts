import { MalformedReplyError, UnknownRouteError, type CallOptions, type VllmClient } from 'vllm-client';
import { fingerprintDistance, takeFingerprint } from './fingerprint';
import type { ServedModel } from './served-model';

/** Thrown when a replica serves other weights than the stage asked for; the stage must not send it work. */
export class WrongModelServedError extends Error {
  override readonly name = 'WrongModelServedError';
  constructor(url: string, what: string, expected: string, actual: string) {
    super(`${url} serves another model: expected ${what} ${expected}, found ${actual}`);
  }
}

/** Checks that a replica holds the weights of `served`: first by what it says, then by what it computes. */
export async function verifyReplica(client: VllmClient, served: ServedModel, signal?: AbortSignal): Promise<void> {
  const options = signal ? { signal } : {};
  await verifyProof(client, served, options);
  if (!served.fingerprint) return;
  const { logprobs, tolerance } = served.fingerprint;
  const distance = fingerprintDistance(logprobs, await takeFingerprint(client, served.servedName, signal));
  if (!(distance <= tolerance)) {
    throw new WrongModelServedError(
      client.baseUrl,
      'a fingerprint within',
      `${tolerance} nats of ${served.digest}`,
      `${distance} nats`,
    );
  }
}

/** A foreign endpoint proves nothing of its model, but it must be there. Not every one has the route. */
async function requireAnswer(client: VllmClient, options: CallOptions): Promise<void> {
  try {
    await client.models(options);
  } catch (error) {
    if (!(error instanceof UnknownRouteError || error instanceof MalformedReplyError)) throw error;
  }
}

async function verifyProof(client: VllmClient, served: ServedModel, options: CallOptions): Promise<void> {
  switch (served.proof.kind) {
    case 'weight-version': {
      const { weightVersion } = await client.weightInfo(options);
      if (weightVersion !== served.proof.value) {
        throw new WrongModelServedError(client.baseUrl, 'weight version', served.proof.value, weightVersion ?? 'none');
      }
      return;
    }
    case 'name': {
      const names = (await client.models(options)).map((model) => model.id);
      if (!names.includes(served.proof.value)) {
        throw new WrongModelServedError(client.baseUrl, 'the name', served.proof.value, names.join(', ') || 'none');
      }
      return;
    }
    case 'assumed':
      return requireAnswer(client, options);
  }
}
