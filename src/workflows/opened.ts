import { ActivityFailure, ApplicationFailure } from '@temporalio/workflow';

/** Ends the workflow with what opening refused, instead of "Activity task failed": it is the first line that a person reads. */
export async function opened<T>(opening: Promise<T>): Promise<T> {
  try {
    return await opening;
  } catch (error) {
    if (!(error instanceof ActivityFailure) || !(error.cause instanceof ApplicationFailure)) throw error;
    throw ApplicationFailure.nonRetryable(error.cause.message, error.cause.type);
  }
}
