import type { Json } from './canonical-json';
import { digestOf } from './digest';
import type { Message } from './records';

/** How to sample from a model; `n` samples of one call share its prefill. */
export type Sampling = { temperature: number; topP: number; maxTokens: number; n: number };

/** Everything that determines a call. `sampling` may carry more than `Sampling`: constraints take part in the key. */
export type CallIdentity = {
  modelDigest: string;
  messages: readonly Message[];
  sampling: Sampling & { readonly [parameter: string]: Json | undefined };
  seed: number;
};

/** The name of a call in journals and records: the digest of everything that determines it. */
export function callKey({ modelDigest, messages, sampling, seed }: CallIdentity): string {
  return digestOf({ modelDigest, messages, sampling, seed });
}
