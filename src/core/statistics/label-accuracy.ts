import type { Verdict } from '../judging/combine-verdicts';
import { average } from './average';

/** A pair whose better side is known, judged in both orders; in terms of the responses, not of the slots. */
export interface LabelledComparison {
  label: 'first' | 'second';
  forward: Verdict;
  backward: Verdict;
}

/** Shares of all pairs, so that a verdict that could not be read counts as wrong; null without a pair. */
export interface LabelAccuracy {
  pairs: number;
  forward: number | null;
  backward: number | null;
  /** Right in both orders (2310.07641). */
  both: number | null;
  /** The same outcome in both orders, right or wrong. */
  equal: number | null;
  /** The two verdicts together favour the right side: one win and a tie do, one win each way does not (2410.12784). */
  net: number | null;
}

export function labelAccuracy(comparisons: readonly LabelledComparison[]): LabelAccuracy {
  const share = (holds: (comparison: LabelledComparison) => boolean) =>
    average(comparisons.map((comparison) => Number(holds(comparison))));
  return {
    pairs: comparisons.length,
    forward: share(({ label, forward }) => forward === label),
    backward: share(({ label, backward }) => backward === label),
    both: share(({ label, forward, backward }) => forward === label && backward === label),
    equal: share(({ forward, backward }) => forward === backward),
    net: share(({ label, forward, backward }) => points(forward, label) + points(backward, label) > 0),
  };
}

function points(verdict: Verdict, label: 'first' | 'second'): number {
  if (verdict === 'tie' || verdict === 'null') return 0;
  return verdict === label ? 1 : -1;
}
