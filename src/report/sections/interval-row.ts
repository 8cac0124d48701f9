import { html, trustedMarkup, type Html } from '../html';

export interface IntervalRow {
  label: string;
  value: string;
  basis: string;
  /** The ends of the interval, as the value is written. */
  ends: readonly [string, string];
  /** As differences from nothing, in shares. */
  interval: { estimate: number; low: number; high: number };
}

/** As wide as the widest difference that is worth telling from another. */
const HALF_WIDTH = 0.5;

/** An estimate with its 95 % interval, around a line that stands for no difference. */
export function intervalRow({ label, value, basis, ends, interval }: IntervalRow): Html {
  const at = (share: number) => 50 + (50 * Math.max(-HALF_WIDTH, Math.min(HALF_WIDTH, share))) / HALF_WIDTH;
  const [low, high] = [at(interval.low), at(interval.high)];
  const side = interval.low > 0 ? 'above' : interval.high < 0 ? 'below' : 'across';
  const place = trustedMarkup(`left:${low.toFixed(2)}%;width:${(high - low).toFixed(2)}%`);
  return html`<div class="interval ${side}">
    <p class="interval-label">
      ${label} <strong>${value}</strong> <small>95 %: ${ends[0]} to ${ends[1]} · ${basis}</small>
    </p>
    <div class="interval-track" role="img" aria-label="95 % interval from ${ends[0]} to ${ends[1]}">
      <span class="interval-bar" style="${place}"></span>
      <span class="interval-dot" style="left:${trustedMarkup(at(interval.estimate).toFixed(2))}%"></span>
    </div>
  </div>`;
}

export const intervalNote =
  'Dots are estimates, bars 95 % intervals. The line is no difference: what crosses it can be chance.';
