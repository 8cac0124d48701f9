import { MalformedReplyError, UnknownRouteError, VllmError } from '../errors';
import type { VllmClient } from '../vllm-client';

/** When a replica with calls in flight counts as hanging. */
export interface StallOptions {
  /** Without a reply and without a new token for this long, in milliseconds. @default 60_000 */
  afterMs: number;
  /** How often its token counters are read, in milliseconds. @default 15_000 */
  probeEveryMs: number;
}

const PROBE_DEADLINE_MS = 10_000;

/**
 * Notices an engine that stands still while its server still answers `/health`: calls are in flight, and neither a reply
 * comes nor do the token counters move. A server without counters is left to the deadlines of the calls.
 */
export class StallWatch {
  readonly #afterMs: number;
  #tokens: number | undefined;
  #movedAtMs = 0;
  #isProbing = false;

  constructor({ afterMs }: StallOptions) {
    this.#afterMs = afterMs;
  }

  /** A reply came, or work began on an idle replica. */
  moved(nowMs: number): void {
    this.#movedAtMs = nowMs;
  }

  /** Whether the replica hangs, after a look at its counters. */
  async isStalled(client: VllmClient, now: () => number): Promise<boolean> {
    if (this.#isProbing) return false;
    this.#isProbing = true;
    try {
      const tokens = await tokensOf(client);
      if (tokens !== 'silent' && (tokens === 'unknown' || tokens !== this.#tokens)) this.moved(now());
      if (typeof tokens === 'number') this.#tokens = tokens;
      return now() - this.#movedAtMs >= this.#afterMs;
    } finally {
      this.#isProbing = false;
    }
  }
}

/** The sum of the token counters; `silent` when the server does not answer. */
async function tokensOf(client: VllmClient): Promise<number | 'unknown' | 'silent'> {
  try {
    const { promptTokens, generationTokens } = await client.metrics({ deadlineMs: PROBE_DEADLINE_MS });
    return generationTokens === undefined ? 'unknown' : generationTokens + (promptTokens ?? 0);
  } catch (error) {
    if (error instanceof UnknownRouteError || error instanceof MalformedReplyError) return 'unknown';
    return error instanceof VllmError ? 'silent' : 'unknown';
  }
}
