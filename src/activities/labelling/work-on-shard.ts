import { setMaxListeners } from 'node:events';
import { cancellationSignal } from '@temporalio/activity';
import type { Artifact } from '../../core/records';
import type { ModelPools } from '../../serving/model-pools';
import type { ServedModel } from '../../serving/served-model';
import type { ArtifactStore } from '../../store/artifact-store';
import { openJournal } from '../../store/journal';
import { whileBeating } from '../while-beating';
import { createCallRunner, type CallRunner } from './call-runner';

/** What the UI shows of a pending labelling activity. */
export interface ShardProgress {
  done: number;
  total: number;
  made: number;
  recalled: number;
  retried: number;
  refused: number;
  waitingFor: string | null;
}

/**
 * Works on one unit of labelling until its artifact exists: keeps every finished call of earlier attempts, makes only
 * the missing ones, and writes the rows once. Safe to run twice, also at the same time: attempts write different
 * journals and the artifact that is there first wins.
 */
export async function workOnShard<Row>(options: {
  store: ArtifactStore;
  pools: ModelPools;
  served: ServedModel;
  callsInFlight: number;
  output: string;
  journal: string;
  total: number;
  /** Returns the rows in canonical order; calls `advance` once for each of `total`. */
  work(runner: CallRunner, advance: () => void): Promise<Row[]>;
}): Promise<Artifact> {
  const { store, pools, served, output, total } = options;
  const existing = await store.find(output);
  if (existing) return existing;

  const journal = await openJournal(store.root, options.journal);
  const pool = pools.get(served);
  const stop = new AbortController();
  const signal = AbortSignal.any([cancellationSignal(), stop.signal]);
  // Every call in flight listens to it.
  setMaxListeners(0, signal);
  const runner = createCallRunner({ pool, journal, callsInFlight: options.callsInFlight, signal });
  let done = 0;
  const progress = (): ShardProgress => ({ done, total, ...runner.counts, waitingFor: waitingFor(pool.status()) });
  const advance = () => {
    done += 1;
  };
  try {
    const rows = await whileBeating(progress, () => options.work(runner, advance));
    const artifact = await store.writeRows(output, rows);
    await journal.discard();
    return artifact;
  } catch (error) {
    // One failed call ends the attempt: the others must not go on writing to a journal that is about to close.
    stop.abort(error);
    await journal.close();
    throw error;
  }
}

/** One line for the UI when no replica can take a call. */
function waitingFor(replicas: { url: string; state: string; lastError?: string | undefined }[]): string | null {
  if (replicas.some((replica) => replica.state === 'closed')) return null;
  const reasons = replicas.flatMap(({ url, lastError }) => (lastError === undefined ? [] : [`${url}: ${lastError}`]));
  return reasons.length === 0 ? null : `no live replica (${reasons.join('; ')})`;
}
