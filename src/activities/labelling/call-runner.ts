import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { EngineError, type VllmClient } from 'vllm-client';
import type { z } from 'zod';
import type { ModelPool } from '../../serving/model-pools';
import type { Journal } from '../../store/journal';
import { delayAfterMs, failureClassOf, mayHaveCrashed, type FailureClass } from './failure-policy';
import { isAlive } from './is-alive';
import { createPlaces } from './places';
import { recordedCallSchema, type QuarantinedCall } from './recorded-call';
import { gapsOf } from './sample-gaps';

/** Transient failures of a call before the attempt of the activity fails and the workflow's retry policy takes over. */
const TRANSIENT_FAILURES = 5;
/** Crashes of a server under a call before it runs alone, and then before its row counts as the cause. */
const CRASHES_IN_COMPANY = 2;
const CRASHES = 3;

/** Samples that are asked for together, each named by the digest of everything that determines it. */
export interface Call<Reply> {
  /** The record that the call is for; it is set aside when the call can never be answered. */
  row: string;
  keys: readonly string[];
  /** Calls with the same affinity share a prefix and go to the same replica when it has room. */
  affinity: string;
  /** Asks for `count` of the samples, beginning with number `from`. */
  make(client: VllmClient, signal: AbortSignal, from: number, count: number): Promise<Reply[]>;
}

export type CallOutcome<Reply> = { kind: 'answered'; replies: Reply[] } | QuarantinedCall;

export interface CallCounts {
  made: number;
  recalled: number;
  quarantined: number;
  /** Failures after which the call was made again, by class. */
  retried: Partial<Record<FailureClass, number>>;
}

export interface CallRunner {
  /** Makes the samples that no earlier attempt finished. Waits for a free place and for a live replica. */
  run<Reply>(call: Call<Reply>, schema: z.ZodType<Reply>): Promise<CallOutcome<Reply>>;
  /** Every value that an outcome rests on, by key. */
  readonly used: ReadonlyMap<string, unknown>;
  readonly counts: CallCounts;
  /** Why the newest call failed; null once one is answered. */
  readonly lastFailure: string | null;
}

/** Binds calls to a pool, to what is recorded already, and to a bound on calls in flight. */
export function createCallRunner(options: {
  pool: ModelPool;
  journal: Pick<Journal, 'finished' | 'append'>;
  /** Looks for a call that another run recorded. */
  recall(key: string): Promise<unknown>;
  callsInFlight: number;
  /** Told of what was answered, and how long that took at the server. */
  answered?: (replies: readonly unknown[], milliseconds: number) => void;
  signal: AbortSignal;
}): CallRunner {
  const { pool, journal, signal, answered } = options;
  const used = new Map<string, unknown>();
  const counts: CallCounts = { made: 0, recalled: 0, quarantined: 0, retried: {} };
  const places = createPlaces(options.callsInFlight);
  let lastFailure: string | null = null;

  async function recallAll<Reply>(call: Call<Reply>, schema: z.ZodType<Reply>) {
    const recorded = recordedCallSchema(schema);
    return Promise.all(
      call.keys.map(async (key) => {
        const value = journal.finished.get(key) ?? (await options.recall(key));
        if (value === undefined) return undefined;
        used.set(key, value);
        counts.recalled += 1;
        return recorded.parse(value);
      }),
    );
  }

  async function record(key: string, value: unknown): Promise<void> {
    await journal.append(key, value);
    used.set(key, value);
  }

  /** Makes a part of a call until it is answered, or its row turns out to be the fault. */
  async function answer<Reply>(call: Call<Reply>, from: number, count: number): Promise<CallOutcome<Reply>> {
    const quarantined = (cause: QuarantinedCall['cause'], reason: string): QuarantinedCall => {
      counts.quarantined += 1;
      return { kind: 'quarantined', row: call.row, cause, reason };
    };
    let crashes = 0;
    let transient = 0;
    for (let failures = 1; ; failures += 1) {
      signal.throwIfAborted();
      let crashed = false;
      const make = async (client: VllmClient) => {
        const started = performance.now();
        try {
          const replies = await call.make(client, signal, from, count);
          answered?.(replies, performance.now() - started);
          return replies;
        } catch (error) {
          crashed = mayHaveCrashed(error) && !signal.aborted && !(await isAlive(client));
          throw error;
        }
      };
      try {
        const attempt = () => pool.calls.run(make, { signal, affinityKey: call.affinity });
        const replies = await (crashes < CRASHES_IN_COMPANY
          ? pool.solitude.together(attempt)
          : pool.solitude.alone(attempt));
        lastFailure = null;
        return { kind: 'answered', replies };
      } catch (error) {
        if (!(error instanceof Error) || signal.aborted) throw error;
        const failure = failureClassOf(error);
        if (failure === 'invalid') return quarantined('invalid', error.message);
        if (failure === 'final') throw error;
        if (crashed) crashes += 1;
        if (crashes >= CRASHES) return quarantined('crashes the server', error.message);
        // A crash is counted above, and has its own end.
        if (failure !== 'capacity' && !crashed) transient += 1;
        if (transient >= TRANSIENT_FAILURES) {
          if (error instanceof EngineError && (await pool.isProven(signal)))
            return quarantined('always fails', error.message);
          throw error;
        }
        lastFailure = `${failure}: ${error.message}`;
        counts.retried[failure] = (counts.retried[failure] ?? 0) + 1;
        await setTimeout(delayAfterMs(failures), undefined, { signal });
      }
    }
  }

  return {
    used,
    counts,
    get lastFailure() {
      return lastFailure;
    },
    async run(call, schema) {
      const replies = await recallAll(call, schema);
      const setAside = replies.find((reply) => reply?.kind === 'quarantined');
      if (setAside?.kind === 'quarantined') {
        counts.quarantined += 1;
        return setAside;
      }
      for (const { from, count } of gapsOf(replies)) {
        const outcome = await places.hold(() => answer(call, from, count));
        const values =
          outcome.kind === 'quarantined'
            ? [outcome]
            : outcome.replies.map((reply) => ({ kind: 'answered' as const, reply }));
        await Promise.all(values.map((value, index) => record(keyAt(call, from + index), value)));
        if (outcome.kind === 'quarantined') return outcome;
        counts.made += outcome.replies.length;
        for (const [index, reply] of outcome.replies.entries()) replies[from + index] = { kind: 'answered', reply };
      }
      return {
        kind: 'answered',
        replies: replies.flatMap((reply) => (reply?.kind === 'answered' ? [reply.reply] : [])),
      };
    },
  };
}

function keyAt({ keys }: { keys: readonly string[] }, index: number): string {
  const key = keys[index];
  if (key === undefined) throw new RangeError(`a reply came for sample ${index} of ${keys.length}`);
  return key;
}
