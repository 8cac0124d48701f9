import type { Random } from '../random';

const FLIPS = 1000;

/**
 * The two-sided p value of paired differences whose signs would be a coin's if nothing had changed: the share of random
 * sign flips whose sum is at least as far from 0, the observed signs counted as one of them. 1 without a difference.
 */
export function signFlipTest(differences: readonly number[], random: Random): number {
  const observed = Math.abs(sum(differences));
  let asFar = 1;
  for (let count = 0; count < FLIPS; count += 1) {
    const flipped = sum(differences.map((difference) => (random.integer(2) === 0 ? difference : -difference)));
    // Room for the rounding of sums of the same numbers in another order.
    if (Math.abs(flipped) >= observed - 1e-9) asFar += 1;
  }
  return asFar / (FLIPS + 1);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
