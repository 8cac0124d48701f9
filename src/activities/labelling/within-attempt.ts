import { setMaxListeners } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { activityInfo, cancellationSignal, heartbeat } from '@temporalio/activity';
import { watchForAbsence } from './watch-for-absence';

/** How long the server may take to answer a heartbeat. */
const ANSWER_WITHIN_MS = 1_000;

/** What the calls of an attempt keep to. */
export interface Attempt {
  signal: AbortSignal;
  /** Throws when the attempt may make no further call; to be asked right before each. */
  beforeCall: () => void;
}

/**
 * Does the work of an attempt. Its signal ends what is in flight when the attempt is cancelled, when another one has
 * taken the work over, and when a part of it fails: the rest must not go on writing to a journal that is about to close.
 */
export async function withinAttempt<T>(work: (attempt: Attempt) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const signal = AbortSignal.any([cancellationSignal(), stop.signal]);
  // Every call in flight listens to it.
  setMaxListeners(0, signal);
  const watch = watchForAbsence(activityInfo().heartbeatTimeoutMs ?? Infinity, (awayMs) =>
    stop.abort(new Error(`this worker was away for ${Math.round(awayMs / 1000)} s; another attempt goes on`)),
  );
  const beforeCall = () => {
    watch.look();
    signal.throwIfAborted();
  };
  try {
    await beKnownToBeAlive(signal);
    return await work({ signal, beforeCall });
  } catch (error) {
    stop.abort(error);
    throw error;
  } finally {
    watch.end();
  }
}

/**
 * An attempt that was handed out longer ago than its heartbeat may be late came to a worker that was away meanwhile: it
 * may be dead, and another one begin beside it. It asks the server, whose answer cancels it if so, before it makes a call.
 * Where the clocks of worker and server differ, every attempt waits that long and nothing else happens.
 */
async function beKnownToBeAlive(signal: AbortSignal): Promise<void> {
  const { currentAttemptScheduledTimestampMs, heartbeatTimeoutMs } = activityInfo();
  if (Date.now() - currentAttemptScheduledTimestampMs <= (heartbeatTimeoutMs ?? Infinity)) return;
  heartbeat();
  await setTimeout(ANSWER_WITHIN_MS, undefined, { signal });
}
