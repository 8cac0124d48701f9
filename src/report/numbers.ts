import { visibleText } from '../core/visible-text';

/** How the report writes numbers. What was not measured is a dash, never a zero. */
const NOT_MEASURED = '–';
const MINUS = '−';

export function percent(value: number | null | undefined): string {
  return value === null || value === undefined ? NOT_MEASURED : `${(value * 100).toFixed(1)} %`;
}

export function decimal(value: number | null | undefined, digits = 2): string {
  if (value === null || value === undefined) return NOT_MEASURED;
  return value.toFixed(digits).replace('-', MINUS);
}

export function whole(value: number | null | undefined): string {
  return value === null || value === undefined ? NOT_MEASURED : Math.round(value).toLocaleString('en-GB');
}

/** A difference of two shares, in percentage points and with its sign. */
export function points(difference: number): string {
  const value = (Math.abs(difference) * 100).toFixed(1);
  return `${difference < 0 ? MINUS : '+'}${value} points`;
}

/** A share by which something grew, with its sign. */
export function signedPercent(share: number): string {
  return `${share < 0 ? MINUS : '+'}${(Math.abs(share) * 100).toFixed(0)} %`;
}

/** `0.000002` reads better as 2e−6. */
export function compact(value: number | null | undefined): string {
  if (value === null || value === undefined) return NOT_MEASURED;
  if (value !== 0 && Math.abs(value) < 0.001) return value.toExponential(1).replaceAll('-', MINUS);
  return decimal(value, Math.abs(value) >= 100 ? 1 : 3);
}

export function duration(seconds: number | null): string {
  if (seconds === null) return NOT_MEASURED;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

export function shortDigest(digest: string): string {
  return digest.replace('sha256:', '').slice(0, 10);
}

/** `M0` as M₀; `M2.3` as M₂·3, the third attempt at M₂. */
export function modelLabel(name: string): string {
  const [, index, attempt] = /^M(\d+)(?:\.(\d+))?$/.exec(name) ?? [];
  // Plots show it without the escapes of the page.
  if (index === undefined) return visibleText(name);
  const subscript = index.replace(/\d/g, (digit) => String.fromCodePoint(0x2080 + Number(digit)));
  return attempt === undefined ? `M${subscript}` : `M${subscript} (${attempt})`;
}
