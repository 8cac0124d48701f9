import { activityInfo, cancellationSignal, heartbeat } from '@temporalio/activity';

/** A call that a test holds at the stage that it is about. */
export interface Hold {
  /** The beginning of the label of the calls that are held. */
  readonly at: string;
  readonly released: Promise<void>;
  /** What a held call fails with when it is cancelled; left out, it ends as cancelled. */
  readonly failure: Error | undefined;
  release(): void;
}

export function holdAt(at: string, failure?: Error): Hold {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { at, released, failure, release };
}

/** What the fakes did, in order, by label: "train M2 from M1", and "cancelled train M2 from M1" for a call that was cancelled. */
export interface Calls {
  calls: string[];
  hold: Hold | undefined;
}

/** Makes a call under its label: held where the test says so, and cancelled as a real one would be. */
export async function labelledCall<T>(engines: Calls, label: string, work: () => T | Promise<T>): Promise<T> {
  engines.calls.push(label);
  if (engines.hold && label.startsWith(engines.hold.at)) await held(engines, label, engines.hold);
  return work();
}

async function held(engines: Calls, label: string, { released, failure }: Hold): Promise<void> {
  // As in production, only long activities beat, and only those learn of a cancellation before they end.
  const beat = activityInfo().heartbeatTimeoutMs ? setInterval(() => heartbeat({ waitingFor: label }), 50) : undefined;
  try {
    await Promise.race([released, aborted(cancellationSignal())]);
  } catch (error) {
    engines.calls.push(`cancelled ${label}`);
    throw failure ?? error;
  } finally {
    clearInterval(beat);
  }
}

async function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
}
