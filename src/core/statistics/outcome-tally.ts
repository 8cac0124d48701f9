import type { Verdict } from '../judging/combine-verdicts';

/** How often a comparison came out one way in the forward order and another in the backward order: `tally[forward][backward]`. */
export type OutcomeTally = Record<Verdict, Record<Verdict, number>>;

type Outcome = { forward: Verdict; backward: Verdict };

/** Counts alone, so that an iteration's comparisons need not be in memory together: pass on the tally of the ones before. */
export function tallyOutcomes(comparisons: Iterable<Outcome>, before: OutcomeTally = emptyTally()): OutcomeTally {
  const tally = copyOf(before);
  for (const { forward, backward } of comparisons) tally[forward][backward] += 1;
  return tally;
}

/** The sum of the entries that `holds` is true of. */
export function countOutcomes(tally: OutcomeTally, holds: (outcome: Outcome) => boolean): number {
  let count = 0;
  for (const forward of VERDICTS) {
    for (const backward of VERDICTS) if (holds({ forward, backward })) count += tally[forward][backward];
  }
  return count;
}

const VERDICTS = ['first', 'second', 'tie', 'null'] as const satisfies readonly Verdict[];

function emptyTally(): OutcomeTally {
  const none = { first: 0, second: 0, tie: 0, null: 0 };
  return { first: none, second: none, tie: none, null: none };
}

function copyOf({ first, second, tie, null: none }: OutcomeTally): OutcomeTally {
  return { first: { ...first }, second: { ...second }, tie: { ...tie }, null: { ...none } };
}
