import { average } from './average';

/** Arithmetic of scores that comes out the same whatever order they come in. */

/** Numbers that differ only by rounding errors are ties. */
export function roundScore(value: number): number {
  return Math.round(value * 1e9) / 1e9;
}

/** Added from the smallest on, because a sum of decimals depends on its order. Null without a value. */
export function meanOf(values: readonly number[]): number | null {
  return average(values.toSorted((a, b) => a - b));
}
