/** How the scores of judgements are spread: a judge that gives one score to everything teaches nothing. */
export interface ScoreHistogram {
  /** Scores rounded to 0, 1, ..., 5. */
  counts: number[];
  total: number;
  /** In nats; ln 6 = 1.79 when all six scores are equally frequent. Null without a score. */
  entropy: number | null;
  /** The most frequent score, the lowest of several; null without a score. */
  modal: { score: number; share: number } | null;
}

export function scoreHistogram(scores: readonly number[]): ScoreHistogram {
  const counts = [0, 1, 2, 3, 4, 5].map((score) => scores.filter((value) => Math.round(value) === score).length);
  const total = scores.length;
  if (total === 0) return { counts, total, entropy: null, modal: null };
  const shares = counts.map((count) => count / total);
  const highest = Math.max(...shares);
  return {
    counts,
    total,
    entropy: shares.reduce((sum, share) => (share === 0 ? sum : sum - share * Math.log(share)), 0),
    modal: { score: shares.indexOf(highest), share: highest },
  };
}

/** Counts by score of both together; either may be empty. */
export function addHistograms(first: readonly number[], second: readonly number[]): number[] {
  return Array.from(
    { length: Math.max(first.length, second.length) },
    (_, score) => (first[score] ?? 0) + (second[score] ?? 0),
  );
}
