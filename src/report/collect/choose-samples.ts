import { groupBy } from '../../core/group-by';
import type { PairRecord } from '../../core/records';

/** Pairs spread over the score gaps, the widest first: a reader sees clear cases and doubtful ones alike. */
export function chooseSamples(pairs: readonly PairRecord[], most: number): PairRecord[] {
  const gaps = [...groupBy(pairs.toSorted(byGap), gapOf).values()];
  const sampled = spread(gaps, most);
  const chosen: PairRecord[] = [];
  for (let round = 0; chosen.length < Math.min(most, pairs.length); round += 1) {
    const ofRound = sampled.flatMap((gap) => gap[round] ?? []);
    if (ofRound.length === 0) break;
    chosen.push(...spread(ofRound, most - chosen.length));
  }
  return chosen.toSorted(byGap);
}

export function isScored({ chosenScore, rejectedScore }: PairRecord): boolean {
  return chosenScore !== null && rejectedScore !== null;
}

/** How far the scores are apart; 0 where nobody scored. */
export function gapOf({ chosenScore, rejectedScore }: PairRecord): number {
  return chosenScore === null || rejectedScore === null ? 0 : chosenScore - rejectedScore;
}

function byGap(a: PairRecord, b: PairRecord): number {
  return gapOf(b) - gapOf(a) || (a.id < b.id ? -1 : 1);
}

/** At most `most` items at even distances, the first and the last among them. */
function spread<Item>(items: readonly Item[], most: number): Item[] {
  if (items.length <= most) return [...items];
  if (most <= 1) return items.slice(0, most);
  const step = (items.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, index) => items[Math.round(index * step)]).filter(
    (item) => item !== undefined,
  );
}
