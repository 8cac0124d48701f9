import { CancellationScope, ContinueAsNew } from '@temporalio/workflow';
import { bookkeeping } from './activity-proxies';

/**
 * Does the work of a run and cleans up after it, however it ends (finished, stopped, failed or cancelled): a model server
 * that no run needs holds gigabytes, a training job hours of a GPU, and killed writers leave temporary files.
 */
export async function cleaningUp<T>(run: string, work: () => Promise<T>): Promise<T> {
  let result;
  try {
    result = await work();
  } catch (error) {
    // A run that continues as new goes on using its server. Otherwise why the work ended matters more than its cleaning.
    if (!(error instanceof ContinueAsNew)) await cleanUp(run, [bookkeeping.cancelTraining]);
    throw error;
  }
  for (const cleaned of await cleanUp(run)) if (cleaned.status === 'rejected') throw cleaned.reason;
  return result;
}

/** Not cancellable, because it is what a cancelled run still has to do. */
function cleanUp(
  run: string,
  more: ((input: { run: string }) => Promise<unknown>)[] = [],
): Promise<PromiseSettledResult<unknown>[]> {
  return CancellationScope.nonCancellable(() =>
    Promise.allSettled([bookkeeping.releaseServers, bookkeeping.cleanUp, ...more].map((work) => work({ run }))),
  );
}
