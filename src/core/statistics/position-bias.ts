import type { VerdictRecord } from '../records';
import { countOutcomes, tallyOutcomes, type OutcomeTally } from './outcome-tally';

/** How far a judge's verdicts follow the order of the answers (2306.05685), over comparisons with a verdict in both orders. */
export interface PositionBias {
  compared: number;
  /** Share with the same outcome in both orders. Null when nothing was compared, as are the others. */
  consistency: number | null;
  /** Share in which slot A won both times, and likewise slot B. */
  firstSlot: number | null;
  secondSlot: number | null;
}

export function positionBias(verdicts: readonly Pick<VerdictRecord, 'forward' | 'backward'>[]): PositionBias {
  return positionBiasOf(tallyOutcomes(verdicts));
}

export function positionBiasOf(tally: OutcomeTally): PositionBias {
  const compared = countOutcomes(tally, ({ forward, backward }) => forward !== 'null' && backward !== 'null');
  const consistent = countOutcomes(tally, ({ forward, backward }) => forward !== 'null' && forward === backward);
  const share = (count: number) => (compared === 0 ? null : count / compared);
  return {
    compared,
    consistency: share(consistent),
    firstSlot: share(tally.first.second),
    secondSlot: share(tally.second.first),
  };
}
