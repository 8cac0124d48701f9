import { groupBy } from '../group-by';
import type { Random } from '../seeds';

export interface CappedItems<Item> {
  /** In their order. */
  kept: Item[];
  dropped: number;
}

/**
 * Drops items of the most frequent score until no score makes up more than `cap` of what is kept, because a judge that
 * learns mostly one score gives mostly that score (2401.10020). With too few different scores for the cap (two scores
 * cannot both stay below one half) the scores end up equally frequent.
 */
export function capModalScore<Item>(options: {
  items: readonly Item[];
  scoreOf: (item: Item) => number;
  cap: number;
  random: Random;
}): CappedItems<Item> {
  const { items, scoreOf, random } = options;
  const byScore = groupBy(items, scoreOf);
  if (items.length === 0) return { kept: [], dropped: 0 };
  const cap = Math.max(options.cap, 1 / byScore.size);
  const keep = countsUnderCap(new Map([...byScore].map(([score, group]) => [score, group.length])), cap);
  const kept = new Set(
    [...byScore]
      .toSorted(([a], [b]) => a - b)
      .flatMap(([score, group]) => random.shuffle(group).slice(0, keep.get(score))),
  );
  return { kept: items.filter((item) => kept.has(item)), dropped: items.length - kept.size };
}

/** One item less of the most frequent score at a time: every drop changes the share of the others too. */
function countsUnderCap(start: ReadonlyMap<number, number>, cap: number): Map<number, number> {
  const counts = new Map(start);
  let total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  for (;;) {
    const [score, count] = [...counts].reduce((most, entry) => (entry[1] > most[1] ? entry : most), [0, 0]);
    // The tolerance forgives a cap like 1/3, whose product with the total may fall just below a whole number.
    if (count <= cap * total + 1e-9) return counts;
    counts.set(score, count - 1);
    total -= 1;
  }
}
