import { DeadlineExceededError } from '../errors';
import { onAbort } from './on-abort';

/** Node fires a longer timer at once. */
const LONGEST_DEADLINE_MS = 2 ** 31 - 1;

/** A signal that aborts with the caller's reason or with a `DeadlineExceededError`, whichever comes first. */
export interface CallCut {
  readonly signal: AbortSignal;
  /** Must be called when the call is over: takes back the timer and leaves the caller's signal. */
  release(): void;
}

/** @throws the caller's reason when its signal has aborted already, RangeError for a deadline that no timer can keep. */
export function createCallCut(options: {
  callerSignal: AbortSignal | undefined;
  deadlineMs: number;
  baseUrl: string;
  route: string;
}): CallCut {
  const { callerSignal, deadlineMs, baseUrl, route } = options;
  if (!(deadlineMs > 0 && deadlineMs <= LONGEST_DEADLINE_MS)) {
    throw new RangeError(`deadlineMs must be above 0 and at most ${LONGEST_DEADLINE_MS} (got ${deadlineMs})`);
  }
  callerSignal?.throwIfAborted();
  const controller = new AbortController();
  const timer = setTimeout(() => {
    controller.abort(new DeadlineExceededError(`${route} was not complete within ${deadlineMs} ms`, { baseUrl }));
  }, deadlineMs);
  const stopListening = callerSignal && onAbort(callerSignal, () => controller.abort(callerSignal.reason));
  return {
    signal: controller.signal,
    release() {
      clearTimeout(timer);
      stopListening?.();
    },
  };
}
