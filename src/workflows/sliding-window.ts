import { condition } from '@temporalio/workflow';

/** Maps items with a bounded number under way; the bound is asked again before each start, so that it may change. */
export async function slidingWindow<Item, Result>(
  items: readonly Item[],
  width: () => number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Promise<Result>[] = [];
  let active = 0;
  let failed = false;

  /** Counts a result as under way until it ends; its failure is thrown where all results are awaited. */
  async function track(result: Promise<Result>): Promise<void> {
    active += 1;
    try {
      await result;
    } catch {
      failed = true;
    } finally {
      active -= 1;
    }
  }

  for (const item of items) {
    await condition(() => active < width() || failed);
    if (failed) break;
    const result = work(item);
    results.push(result);
    void track(result);
  }
  return Promise.all(results);
}
