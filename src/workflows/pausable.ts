import {
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  condition,
  isCancellation,
} from '@temporalio/workflow';

/** Whether work should go on; set by the pause and resume signals. */
export interface PauseSwitch {
  paused: boolean;
}

/** Holds before work that a pause must not interrupt, such as a training job. */
export async function unlessPaused(pauseSwitch: PauseSwitch): Promise<void> {
  await condition(() => !pauseSwitch.paused);
}

/**
 * Does work that a pause may interrupt between two calls: the work is cancelled, and begun again on resume, when it
 * finds in its journals what it had finished. Only for work that is safe to begin again.
 */
export async function pausable<T>(pauseSwitch: PauseSwitch, work: () => Promise<T>): Promise<T> {
  for (;;) {
    await condition(() => !pauseSwitch.paused);
    const scope = new CancellationScope();
    let finished = false;
    const outcome = scope.run(work);
    // Both ways of ending count; a rejection is handled where the outcome is awaited.
    const end = () => {
      finished = true;
    };
    outcome.then(end, end);
    // Cancelled from outside, the work is cancelled too; its end is awaited, so that nothing goes on behind what follows.
    await CancellationScope.nonCancellable(() => condition(() => finished || pauseSwitch.paused));
    if (!finished) scope.cancel();
    try {
      return await outcome;
    } catch (error) {
      const cancelledByPause =
        (isCancellation(error) || failedMeanwhile(error)) &&
        scope.consideredCancelled &&
        !CancellationScope.current().consideredCancelled;
      if (!cancelledByPause) throw error;
    }
  }
}

/** An activity that fails after it was told to end is not tried again by Temporal, whatever its policy says. */
function failedMeanwhile(error: unknown): boolean {
  if (!(error instanceof ActivityFailure) || error.retryState !== 'CANCEL_REQUESTED') return false;
  return !(error.cause instanceof ApplicationFailure && error.cause.nonRetryable);
}
