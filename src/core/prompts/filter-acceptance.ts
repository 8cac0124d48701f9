import { dropReasons, type DropReason } from './filter-instructions';

export interface FilterAcceptance {
  filter: DropReason;
  /** Candidates that no filter before it dropped, and how many of these it let pass. */
  reached: number;
  passed: number;
}

/**
 * What each filter let pass, in their order, from the counts of an iteration. Nothing where these do not say how many
 * passed them all, as those of earlier versions do not.
 */
export function filterAcceptance(counts: Readonly<Record<string, number>>): FilterAcceptance[] {
  const { kept, surplus } = counts;
  if (kept === undefined || surplus === undefined) return [];
  let reached = kept + surplus + dropReasons.reduce((sum, reason) => sum + (counts[reason] ?? 0), 0);
  return dropReasons.map((filter) => {
    const passed = reached - (counts[filter] ?? 0);
    const row = { filter, reached, passed };
    reached = passed;
    return row;
  });
}
