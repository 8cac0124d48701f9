import { setTimeout } from 'node:timers/promises';
import type { ReplicaPool, VllmClient } from 'vllm-client';
import { InvalidRequestError, PromptTooLongError, VllmError } from 'vllm-client';
import type { z } from 'zod';
import type { Journal } from '../../store/journal';

/** A failed call is made again this often before the attempt of the activity fails and the workflow's retry policy takes over. */
const ATTEMPTS = 5;
const FIRST_DELAY_MS = 500;

/** One call to a model server, named by the digest of everything that determines it. */
export interface Call<Reply> {
  key: string;
  /** Calls with the same affinity share a prefix and go to the same replica when it has room. */
  affinity: string;
  make(client: VllmClient, signal: AbortSignal): Promise<Reply>;
}

/** `refused` is final: the server will never take this call (too long, invalid). */
export type CallOutcome<Reply> = { kind: 'answered'; reply: Reply } | { kind: 'refused'; reason: string };

export interface CallRunner {
  /** Makes the call unless an attempt before this one finished it. Waits for a free place and for a live replica. */
  run<Reply>(call: Call<Reply>, schema: z.ZodType<Reply>): Promise<CallOutcome<Reply>>;
  readonly counts: { made: number; recalled: number; refused: number; retried: number };
}

/** Binds calls to a pool, a journal and a bound on calls in flight. */
export function createCallRunner(options: {
  pool: ReplicaPool;
  journal: Journal;
  callsInFlight: number;
  signal: AbortSignal;
}): CallRunner {
  const { pool, journal, signal } = options;
  const counts = { made: 0, recalled: 0, refused: 0, retried: 0 };
  const places = createPlaces(options.callsInFlight);

  async function attempt<Reply>(call: Call<Reply>): Promise<CallOutcome<Reply>> {
    for (let failures = 0; ;) {
      signal.throwIfAborted();
      try {
        const reply = await pool.run((client) => call.make(client, signal), { signal, affinityKey: call.affinity });
        return { kind: 'answered', reply };
      } catch (error) {
        if (error instanceof PromptTooLongError || error instanceof InvalidRequestError) {
          return { kind: 'refused', reason: error.message };
        }
        failures += 1;
        if (!(error instanceof VllmError) || !error.retryable || failures >= ATTEMPTS) throw error;
        counts.retried += 1;
        await setTimeout(FIRST_DELAY_MS * 2 ** (failures - 1), undefined, { signal });
      }
    }
  }

  return {
    counts,
    async run(call, schema) {
      const recorded = journal.finished.get(call.key);
      if (recorded !== undefined) {
        counts.recalled += 1;
        return { kind: 'answered', reply: schema.parse(recorded) };
      }
      return places.hold(async () => {
        const outcome = await attempt(call);
        if (outcome.kind === 'refused') counts.refused += 1;
        else {
          await journal.append(call.key, outcome.reply);
          counts.made += 1;
        }
        return outcome;
      });
    },
  };
}

/** A bound on how many calls are under way; the rest wait in order. */
function createPlaces(free: number) {
  const waiting: (() => void)[] = [];
  return {
    async hold<T>(work: () => Promise<T>): Promise<T> {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        return await work();
      } finally {
        const next = waiting.shift();
        if (next) next();
        else free += 1;
      }
    },
  };
}
