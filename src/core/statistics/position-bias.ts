import type { VerdictRecord } from '../records';

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
  const complete = verdicts.filter(({ forward, backward }) => forward !== 'null' && backward !== 'null');
  const share = (holds: (verdict: Pick<VerdictRecord, 'forward' | 'backward'>) => boolean) =>
    complete.length === 0 ? null : complete.filter(holds).length / complete.length;
  return {
    compared: complete.length,
    consistency: share(({ forward, backward }) => forward === backward),
    firstSlot: share(({ forward, backward }) => forward === 'first' && backward === 'second'),
    secondSlot: share(({ forward, backward }) => forward === 'second' && backward === 'first'),
  };
}
