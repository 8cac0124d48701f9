import { CancellationScope, condition } from '@temporalio/workflow';

/**
 * Maps items with a bounded number under way; the bound is asked again before each start, so that it may change. The
 * first failure cancels the rest, and nothing is under way any more when it is thrown.
 */
export async function slidingWindow<Item, Result>(
  items: readonly Item[],
  width: () => number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Promise<Result>[] = [];
  const scope = new CancellationScope();
  let active = 0;
  let failure: { error: unknown } | undefined;

  /** Counts a result as under way until it ends. */
  async function track(result: Promise<Result>): Promise<void> {
    active += 1;
    try {
      await result;
    } catch (error) {
      failure ??= { error };
      scope.cancel();
    } finally {
      active -= 1;
    }
  }

  for (const item of items) {
    // A cancellation from outside reaches the work, whose failure then ends the wait.
    await CancellationScope.nonCancellable(() => condition(() => active < width() || failure !== undefined));
    if (failure) break;
    const result = scope.run(() => work(item));
    results.push(result);
    void track(result);
  }
  await Promise.allSettled(results);
  if (failure) throw failure.error;
  return Promise.all(results);
}
