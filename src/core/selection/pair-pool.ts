import type { PairRecord } from '../records';
import type { Random } from '../seeds';

/** Which iterations' pairs are trained on. */
export type PairPoolPolicy = 'current' | 'with-previous' | 'cumulative' | 'decayed';

export interface PairPool<Pair = PairRecord> {
  /** Oldest iteration first. */
  pairs: Pair[];
  /** Where the pairs come from: of how many each iteration gave how many. */
  provenance: { iteration: number; available: number; used: number }[];
}

/** Share of the current iteration's pair count that the iteration before it may give; each older one may give half of that. */
const DECAYED_SHARE = 0.3;

/**
 * `current` takes the newest iteration's pairs, `with-previous` also those of the iteration before it (2401.01335), `cumulative`
 * all, `decayed` all of the newest and of the iteration k steps older at most floor(0.3 / 2^(k-1) * n) pairs, n being the
 * newest iteration's count, drawn without replacement (2404.03715).
 */
export function poolPairs<Pair = PairRecord>(options: {
  policy: PairPoolPolicy;
  byIteration: ReadonlyMap<number, readonly Pair[]>;
  random: Random;
}): PairPool<Pair> {
  const { policy, byIteration, random } = options;
  const iterations = [...byIteration].toSorted(([a], [b]) => a - b);
  const [newest, current] = iterations.at(-1) ?? [0, []];
  const pool: PairPool<Pair> = { pairs: [], provenance: [] };
  for (const [iteration, available] of iterations) {
    const limit = limitOf(policy, newest - iteration, current.length);
    const used = draw(available, limit, random);
    pool.pairs.push(...used);
    pool.provenance.push({ iteration, available: available.length, used: used.length });
  }
  return pool;
}

function limitOf(policy: PairPoolPolicy, age: number, currentCount: number): number {
  if (age === 0 || policy === 'cumulative') return Infinity;
  if (policy === 'current') return 0;
  if (policy === 'with-previous') return age === 1 ? Infinity : 0;
  return Math.floor((DECAYED_SHARE / 2 ** (age - 1)) * currentCount);
}

/** At most `limit` of the pairs, in their order. */
function draw<Pair>(pairs: readonly Pair[], limit: number, random: Random): readonly Pair[] {
  if (pairs.length <= limit) return pairs;
  const drawn = new Set(random.shuffle(pairs).slice(0, limit));
  return pairs.filter((pair) => drawn.has(pair));
}
