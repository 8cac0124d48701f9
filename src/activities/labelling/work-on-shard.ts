import { log } from '@temporalio/activity';
import type { InferenceHostClient } from '../../clients/inference-host-client';
import { bringBack } from '../../serving/bring-back';
import type { ModelPools } from '../../serving/model-pools';
import type { ServedModel } from '../../serving/served-model';
import { whyNoneIsLive } from '../../serving/why-none-is-live';
import { whileBeating } from '../while-beating';
import type { CallMemory } from './call-memory';
import { createCallRunner, type CallRunner } from './call-runner';
import { settleShard, type FinishedShard, type ShardFiles } from './settle-shard';
import { withinAttempt } from './within-attempt';

/** Longer than a cancellation takes to arrive, so that a worker that wakes from the dead asks for nothing. */
const BRING_BACK_EVERY_MS = 15_000;

/** What every stage that calls models is told of how to. */
export interface CallSettings {
  callsInFlight: number;
  /** A run whose recorded calls answer instead of the server where they are the same. */
  reuse?: string | undefined;
}

/** What the UI shows of a pending labelling activity. */
export interface ShardProgress {
  done: number;
  total: number;
  made: number;
  recalled: number;
  quarantined: number;
  retried: Record<string, number>;
  lastFailure: string | null;
  waitingFor: string | null;
}

/** What calls to models need of the outside. */
export interface LabellingDependencies extends Pick<ShardFiles, 'store' | 'recordedCalls'> {
  pools: ModelPools;
  inferenceHost: Pick<InferenceHostClient, 'get' | 'put'>;
}

export interface ShardWork<Row> extends LabellingDependencies, Omit<ShardFiles, 'reuse'> {
  served: ServedModel;
  settings: CallSettings;
  total: number;
  /** Returns the rows in canonical order; calls `advance` once for each of `total`. */
  work: (runner: CallRunner, advance: () => void) => Promise<Row[]>;
}

/** Works on one unit of labelling by calls to a model, as `settleShard` says. */
export function workOnShard<Row>(options: ShardWork<Row>): Promise<FinishedShard> {
  const { store, recordedCalls, output, calls, journal, writeBeside, settings } = options;
  const files = { store, recordedCalls, reuse: settings.reuse, output, calls, journal, writeBeside };
  return settleShard(files, (memory) => makeCalls(options, memory));
}

function makeCalls<Row>(
  { pools, inferenceHost, served, settings, total, work }: ShardWork<Row>,
  memory: CallMemory,
): Promise<Row[]> {
  return withinAttempt(async (signal) => {
    const pool = pools.get(served);
    const runner = createCallRunner({
      pool,
      memory,
      callsInFlight: settings.callsInFlight,
      signal,
      onFirstFailure(failure, reason) {
        log.warn('A call failed and is made again; more of its class are only counted', { failure, reason });
      },
    });
    let done = 0;
    let hostSays = '';
    const waitingFor = () => {
      const reason = whyNoneIsLive(pool.calls.status());
      return reason === null ? null : `${reason}${hostSays}`;
    };
    const progress = (): ShardProgress => ({
      done,
      total,
      ...runner.counts,
      lastFailure: runner.lastFailure,
      waitingFor: waitingFor(),
    });
    const revival = setInterval(() => {
      if (waitingFor() === null) return;
      // Asked again after a while; meanwhile the heartbeat shows what the host says to it.
      bringBack(inferenceHost, served, signal).then(
        () => (hostSays = ''),
        (error: unknown) => (hostSays = `; ${error instanceof Error ? error.message : String(error)}`),
      );
    }, BRING_BACK_EVERY_MS);
    const advance = () => {
      done += 1;
    };
    try {
      return await whileBeating(progress, () => work(runner, advance));
    } finally {
      clearInterval(revival);
    }
  });
}
