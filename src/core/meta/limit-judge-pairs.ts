import { capModalScore } from '../eft/cap-modal-score';
import type { seedScope } from '../seed-scope';
import { createRandom, deriveSeed } from '../seeds';
import type { JudgePairRecord } from './judge-pair';
import type { JudgePairSettings } from './judge-pair-settings';

export interface LimitedJudgePairs {
  /** In their order. */
  pairs: JudgePairRecord[];
  discarded: { 'score-balance': number; 'row-share': number };
}

/**
 * Keeps a judge from learning one score, and judge pairs from crowding out the others. The draw for the share may undo
 * the balance by a little, so that it is restored at the end.
 */
export function limitJudgePairs(
  pairs: readonly JudgePairRecord[],
  {
    largestScoreShare,
    largestRowShare,
    otherRows,
    scope,
  }: Pick<JudgePairSettings, 'largestScoreShare' | 'largestRowShare'> & {
    /** Training rows that are not judge pairs. */
    otherRows: number;
    scope: ReturnType<typeof seedScope>;
  },
): LimitedJudgePairs {
  const randomFor = (purpose: string) => createRandom(deriveSeed({ ...scope, promptId: '', purpose }));
  const balance = (items: readonly JudgePairRecord[], purpose: string) =>
    capModalScore({
      items,
      scoreOf: ({ chosenScore }) => chosenScore,
      cap: largestScoreShare,
      random: randomFor(purpose),
    }).kept;

  const balanced = balance(pairs, 'judge-pair-balance');
  const limit = largestRowShare === undefined ? Infinity : mostRows(largestRowShare, otherRows);
  if (balanced.length <= limit) {
    return { pairs: balanced, discarded: { 'score-balance': pairs.length - balanced.length, 'row-share': 0 } };
  }
  const drawn = new Set(randomFor('judge-pair-share').shuffle(balanced).slice(0, limit));
  const within = balanced.filter((pair) => drawn.has(pair));
  const kept = balance(within, 'judge-pair-balance-again');
  const unbalanced = pairs.length - balanced.length + (within.length - kept.length);
  return { pairs: kept, discarded: { 'score-balance': unbalanced, 'row-share': balanced.length - within.length } };
}

/** The largest n with n <= share * (n + others); the tolerance forgives a product just below a whole number. */
function mostRows(share: number, others: number): number {
  return Math.floor((share / (1 - share)) * others + 1e-9);
}
