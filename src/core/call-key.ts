import type { Json } from './canonical-json';
import { digestOf } from './digest';
import type { Message } from './records';

/** How to sample from a model. */
export type Sampling = { temperature: number; topP: number; maxTokens: number };

/** Everything that determines one sample. `sampling` may carry more than `Sampling`: constraints take part in the key. */
export type CallIdentity = {
  modelDigest: string;
  messages: readonly Message[];
  sampling: Sampling & { readonly [parameter: string]: Json | undefined };
  seed: number;
};

/**
 * The name of a sample in journals and records: the digest of everything that determines it. How many samples one
 * request asks for is not part of it, so that asking for more of them later makes only those that are missing.
 */
export function callKey({ modelDigest, messages, sampling, seed }: CallIdentity): string {
  return digestOf({ modelDigest, messages, sampling, seed });
}
