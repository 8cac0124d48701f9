import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { EngineError, type VllmClient } from 'vllm-client';
import type { z } from 'zod';
import { scopeLabels } from '../../observability/activity-scope';
import { callRetries, rowsSetAside, samples } from '../../observability/metrics';
import type { ModelPool } from '../../serving/model-pools';
import type { CallMemory } from './call-memory';
import { delayAfterMs, failureClassOf, mayHaveCrashed, type FailureClass } from './failure-policy';
import { isAlive } from './is-alive';
import { createPlaces } from './places';
import { recordedCallSchema, type QuarantinedCall } from './recorded-call';
import { gapsOf } from './sample-gaps';
import type { Attempt } from './within-attempt';

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

/** What answers calls: servers with records before them, or in an audit the records alone. */
export interface CallRunner {
  run<Reply>(call: Call<Reply>, schema: z.ZodType<Reply>): Promise<CallOutcome<Reply>>;
}

/** Makes the samples that no earlier attempt finished. Waits for a free place and for a live replica. */
export interface CountingCallRunner extends CallRunner {
  readonly counts: CallCounts;
  /** Why the newest call failed; null once one is answered. */
  readonly lastFailure: string | null;
}

/** Binds calls to a pool, to what is recorded already, and to a bound on calls in flight. */
export function createCallRunner(options: {
  pool: ModelPool;
  memory: CallMemory;
  callsInFlight: number;
  /** Told of what was answered, and how long that took at the server. */
  answered?: (replies: readonly unknown[], milliseconds: number) => void;
  attempt: Attempt;
  /** Told of the first failure of each class. */
  onFirstFailure?: (failure: FailureClass, message: string) => void;
}): CountingCallRunner {
  const { pool, memory, answered, onFirstFailure } = options;
  const { signal, beforeCall } = options.attempt;
  const labels = scopeLabels();
  const counts: CallCounts = { made: 0, recalled: 0, quarantined: 0, retried: {} };
  const places = createPlaces(options.callsInFlight);
  let lastFailure: string | null = null;

  async function recallAll<Reply>(call: Call<Reply>, schema: z.ZodType<Reply>) {
    const recorded = recordedCallSchema(schema);
    return Promise.all(
      call.keys.map(async (key) => {
        const value = await memory.recall(key);
        if (value === undefined) return undefined;
        counts.recalled += 1;
        samples.inc({ ...labels, source: 'recalled' });
        return recorded.parse(value);
      }),
    );
  }

  /** Makes a part of a call until it is answered, or its row turns out to be the fault. */
  async function answer<Reply>(call: Call<Reply>, from: number, count: number): Promise<CallOutcome<Reply>> {
    const quarantined = (cause: QuarantinedCall['cause'], reason: string): QuarantinedCall => {
      counts.quarantined += 1;
      rowsSetAside.inc({ ...labels, cause });
      return { kind: 'quarantined', row: call.row, cause, reason };
    };
    let crashes = 0;
    let transient = 0;
    for (let failures = 1; ; failures += 1) {
      signal.throwIfAborted();
      let crashed = false;
      const make = async (client: VllmClient) => {
        beforeCall();
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
        if (counts.retried[failure] === undefined) onFirstFailure?.(failure, error.message);
        counts.retried[failure] = (counts.retried[failure] ?? 0) + 1;
        callRetries.inc({ ...labels, class: failure });
        await setTimeout(delayAfterMs(failures), undefined, { signal });
      }
    }
  }

  async function run<Reply>(call: Call<Reply>, schema: z.ZodType<Reply>): Promise<CallOutcome<Reply>> {
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
      await Promise.all(values.map((value, index) => memory.record(keyAt(call, from + index), value)));
      if (outcome.kind === 'quarantined') return outcome;
      counts.made += outcome.replies.length;
      samples.inc({ ...labels, source: 'made' }, outcome.replies.length);
      for (const [index, reply] of outcome.replies.entries()) replies[from + index] = { kind: 'answered', reply };
    }
    return {
      kind: 'answered',
      replies: replies.flatMap((reply) => (reply?.kind === 'answered' ? [reply.reply] : [])),
    };
  }

  return {
    counts,
    get lastFailure() {
      return lastFailure;
    },
    run: (call, schema) => memory.inTurn(call.keys[0] ?? call.row, () => run(call, schema)),
  };
}

function keyAt({ keys }: { keys: readonly string[] }, index: number): string {
  const key = keys[index];
  if (key === undefined) throw new RangeError(`a reply came for sample ${index} of ${keys.length}`);
  return key;
}
