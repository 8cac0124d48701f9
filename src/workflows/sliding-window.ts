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
  for (const item of items) {
    await condition(() => active < width() || failed);
    if (failed) break;
    active += 1;
    const result = work(item);
    results.push(result);
    result.then(
      () => {
        active -= 1;
      },
      () => {
        active -= 1;
        failed = true;
      },
    );
  }
  return Promise.all(results);
}
