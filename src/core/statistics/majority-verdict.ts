import type { Verdict } from '../judging/combine-verdicts';

/**
 * What more than half of the judges with a verdict say; a tie without such a majority. Null when no judge has one,
 * because a missing answer is no evidence that the two are equal.
 */
export function majorityVerdict(verdicts: readonly Verdict[]): Verdict {
  const given = verdicts.filter((verdict) => verdict !== 'null');
  if (given.length === 0) return 'null';
  const wins = (side: Verdict) => given.filter((verdict) => verdict === side).length * 2 > given.length;
  if (wins('first')) return 'first';
  return wins('second') ? 'second' : 'tie';
}
