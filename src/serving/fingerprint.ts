import type { VllmClient } from 'vllm-client';

/** Any fixed text does; this one mixes prose, digits and punctuation so that most of the vocabulary's kinds take part. */
const FIXED_TEXT = 'The harbour opened at 06:45; eleven boats, two of them new, left before the fog came back (again).';

/** The log-probabilities of a fixed text, which differ clearly between two checkpoints and repeat on the same one. */
export async function takeFingerprint(client: VllmClient, servedName: string, signal?: AbortSignal): Promise<number[]> {
  const completion = await client.complete(
    { model: servedName, prompt: FIXED_TEXT, maxTokens: 1, temperature: 0, promptLogprobs: 0 },
    { deadlineMs: 60_000, ...(signal ? { signal } : {}) },
  );
  const logprobs = completion.choices[0]?.promptLogprobs;
  if (!logprobs) throw new Error(`${client.baseUrl} returned no prompt log-probabilities`);
  // The first token has no predecessor and so no log-probability.
  return logprobs.flatMap((token) => (token === null ? [] : [token.logprob]));
}

/** The largest difference of two fingerprints in nats; infinite when they are not of the same text and tokeniser. */
export function fingerprintDistance(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length) return Infinity;
  return a.reduce((largest, value, index) => Math.max(largest, Math.abs(value - (b[index] ?? NaN))), 0);
}
