import { setMaxListeners } from 'node:events';
import { activityInfo, ApplicationFailure, cancellationSignal, log } from '@temporalio/activity';
import type { InferenceHostClient } from '../../clients/inference-host-client';
import type { Artifact } from '../../core/records';
import { bringBack } from '../../serving/bring-back';
import type { ModelPools } from '../../serving/model-pools';
import type { ServedModel } from '../../serving/served-model';
import { whyNoneIsLive } from '../../serving/why-none-is-live';
import type { ArtifactStore } from '../../store/artifact-store';
import { digestOfBytes } from '../../store/digest';
import { openJournal, type Journal } from '../../store/journal';
import { parseRecords, recordLines } from '../../store/record-lines';
import type { RecordedCalls } from '../../store/recorded-calls';
import { whileBeating } from '../while-beating';
import { createCallRunner, type CallRunner } from './call-runner';
import { isQuarantined, quarantineOf, type Quarantine } from './recorded-call';
import { watchForAbsence } from './watch-for-absence';

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
export interface LabellingDependencies {
  store: ArtifactStore;
  pools: ModelPools;
  recordedCalls: RecordedCalls;
  inferenceHost: Pick<InferenceHostClient, 'get' | 'put'>;
}

export interface ShardWork<Row> extends LabellingDependencies {
  served: ServedModel;
  settings: CallSettings;
  /** Where the rows go, the calls that they rest on, and the journals while calls are made. */
  output: string;
  calls: string;
  journal: string;
  total: number;
  /** Returns the rows in canonical order; calls `advance` once for each of `total`. */
  work: (runner: CallRunner, advance: () => void) => Promise<Row[]>;
  /** Writes what goes with the rows that `work` returned last, once the calls that they rest on are settled. */
  writeBeside?: () => Promise<unknown>;
}

export interface FinishedShard {
  artifact: Artifact;
  /** The recorded calls, which the rows name by key. */
  calls: Artifact;
  quarantine: Quarantine;
}

/**
 * Works on one unit of labelling until its artifact exists: keeps every finished call of earlier attempts, makes only
 * the missing ones, and writes the rows once. Safe to run twice, also at the same time: attempts write different
 * journals, the calls that are recorded first win, and the rows are those that follow from them.
 */
export async function workOnShard<Row>(options: ShardWork<Row>): Promise<FinishedShard> {
  const { store, output, calls } = options;
  const recorded = await store.find(calls);
  const known = new Map(recorded && parseRecords(recorded.path, Buffer.from(await store.readText(recorded))));
  const existing = await store.find(output);
  if (recorded && existing) return { artifact: existing, calls: recorded, quarantine: quarantineOf(known.values()) };

  const journal = await openJournal(store.root, options.journal, known);
  try {
    const { rows, used } = await makeCalls(options, journal);
    const lines = recordLines(used);
    const written = await store.writeText(calls, lines);
    if (recorded) requireAll(used, known, calls);
    else if (written.sha256 !== digestOfBytes(lines)) {
      // Another attempt was first; the rows must rest on its calls.
      await journal.close();
      return await workOnShard(options);
    }
    await options.writeBeside?.();
    const artifact = await store.writeRows(output, rows);
    await journal.discard();
    return { artifact, calls: written, quarantine: quarantineOf(used.values()) };
  } catch (error) {
    await journal.close();
    throw error;
  }
}

/** What is recorded is never replaced, so that no repetition gives a file that lacks calls those calls. */
function requireAll(used: ReadonlyMap<string, unknown>, known: ReadonlyMap<string, unknown>, calls: string): void {
  const missing = [...used.keys()].filter((key) => !known.has(key)).length;
  if (missing === 0) return;
  throw ApplicationFailure.nonRetryable(
    `${calls} lacks ${missing} calls that its rows rest on: it is damaged, or was made by another version; ` +
      'move it away to have it made again',
    'IncompleteCalls',
  );
}

async function makeCalls<Row>(
  { pools, recordedCalls, inferenceHost, served, settings, total, work }: ShardWork<Row>,
  journal: Journal,
): Promise<{ rows: Row[]; used: ReadonlyMap<string, unknown> }> {
  const { reuse, callsInFlight } = settings;
  const pool = pools.get(served);
  const stop = new AbortController();
  const signal = AbortSignal.any([cancellationSignal(), stop.signal]);
  // Every call in flight listens to it.
  setMaxListeners(0, signal);
  const recall = async (key: string) => {
    const value = reuse === undefined ? undefined : await recordedCalls.find({ run: reuse, key });
    // A row that the other run set aside may be taken by the server of today.
    return isQuarantined(value) ? undefined : value;
  };
  const runner = createCallRunner({
    pool,
    journal,
    recall,
    callsInFlight,
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
  const advance = () => {
    done += 1;
  };
  const endWatch = watchForAbsence(activityInfo().heartbeatTimeoutMs ?? Infinity, (awayMs) =>
    stop.abort(new Error(`this worker was away for ${Math.round(awayMs / 1000)} s; another attempt goes on`)),
  );
  const revival = setInterval(() => {
    if (waitingFor() === null) return;
    // Asked again after a while; meanwhile the heartbeat shows what the host says to it.
    bringBack(inferenceHost, served, signal).then(
      () => (hostSays = ''),
      (error: unknown) => (hostSays = `; ${error instanceof Error ? error.message : String(error)}`),
    );
  }, BRING_BACK_EVERY_MS);
  try {
    const rows = await whileBeating(progress, () => work(runner, advance));
    return { rows, used: runner.used };
  } catch (error) {
    // One failed call ends the attempt: the others must not go on writing to a journal that is about to close.
    stop.abort(error);
    throw error;
  } finally {
    clearInterval(revival);
    endWatch();
  }
}
