import { setMaxListeners } from 'node:events';
import { activityInfo, cancellationSignal } from '@temporalio/activity';
import { watchForAbsence } from './watch-for-absence';

/**
 * Does the work of an attempt. Its signal ends what is in flight when the attempt is cancelled, when another one has
 * taken the work over, and when a part of it fails: the rest must not go on writing to a journal that is about to close.
 */
export async function withinAttempt<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const signal = AbortSignal.any([cancellationSignal(), stop.signal]);
  // Every call in flight listens to it.
  setMaxListeners(0, signal);
  const endWatch = watchForAbsence(activityInfo().heartbeatTimeoutMs ?? Infinity, (awayMs) =>
    stop.abort(new Error(`this worker was away for ${Math.round(awayMs / 1000)} s; another attempt goes on`)),
  );
  try {
    return await work(signal);
  } catch (error) {
    stop.abort(error);
    throw error;
  } finally {
    endWatch();
  }
}
