import type { Rating } from './agreement';

/**
 * Krippendorff's alpha for nominal labels: 1 - observed / expected disagreement, for any number of raters and with
 * ratings missing (null). Each list holds the ratings of one item; an item with fewer than two says nothing and is left
 * out. Null when all pairable ratings are one label.
 *
 * With o(c, k) the coincidences, in which every item counts 1 / (ratings - 1) for each ordered pair of its ratings, n(c)
 * their sums and n the number of pairable ratings: alpha = 1 - (n - 1) * sum o(c, k) / sum n(c) n(k), over c != k.
 */
export function krippendorffAlpha(items: readonly (readonly Rating[])[]): number | null {
  const totals = new Map<string, number>();
  let pairable = 0;
  let observed = 0;
  for (const ratings of items) {
    const given = ratings.filter((rating) => rating !== null);
    if (given.length < 2) continue;
    pairable += given.length;
    for (const [label, count] of countLabels(given)) {
      totals.set(label, (totals.get(label) ?? 0) + count);
      observed += (count * (given.length - count)) / (given.length - 1);
    }
  }
  let expected = 0;
  for (const total of totals.values()) expected += total * (pairable - total);
  return expected === 0 ? null : 1 - ((pairable - 1) * observed) / expected;
}

function countLabels(labels: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return counts;
}
