import type { Interval } from '../../core/statistics/bootstrap';
import type { PairedComparison } from '../../core/statistics/paired-comparison';

/** A share in percent, or a dash where there is none. */
export function share(fraction: number | null | undefined, digits = 2): string {
  return fraction === null || fraction === undefined ? '–' : `${(100 * fraction).toFixed(digits)} %`;
}

/** The bounds of an interval of shares, in percent. */
export function shareRange(interval: Interval | null): string {
  return interval ? `${(100 * interval.low).toFixed(1)} to ${(100 * interval.high).toFixed(1)} %` : '–';
}

/** A figure that is no share. */
export function figure(value: number | null, digits = 3): string {
  return value === null ? '–' : value.toFixed(digits);
}

/** Two models on the same items, in one sentence; `names` says which two. */
export function pairedLine(names: string, paired: PairedComparison, { scale, unit, digits }: Unit = POINTS): string {
  const { compared, unpaired, better, worse, equal, difference, pValue } = paired;
  const change = (value: number) =>
    (scale * value)
      .toFixed(digits)
      .replace(/^-(0\.0*)$/, '$1')
      .replace(/^\d/, '+$&');
  const range = difference
    ? `${change(difference.estimate)}${unit} (95 % interval ${change(difference.low)} to ${change(difference.high)})`
    : 'no difference measured';
  return (
    `${names}: ${range}; better on ${better}, worse on ${worse}, equal on ${equal} of ${compared} ` +
    `(${unpaired} on one side only); sign test p = ${pValue.toPrecision(2)}`
  );
}

interface Unit {
  scale: number;
  unit: string;
  digits: number;
}

/** Percentage points of a share. */
export const POINTS: Unit = { scale: 100, unit: ' points', digits: 2 };

/** Ratings from 1 to 10. */
export const RATING: Unit = { scale: 1, unit: '', digits: 2 };
