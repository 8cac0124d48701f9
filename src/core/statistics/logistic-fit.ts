import { sigmoid } from './bernoulli';
import { solvePositiveDefinite } from './solve-positive-definite';

/** One observation: a probability is a soft label, that is y of a success and 1 - y of a failure. */
export interface LogisticRow {
  x: readonly number[];
  /** In [0, 1]. */
  y: number;
  /** 1 unless told. */
  weight?: number;
}

const MOST_STEPS = 200;
/** Newton's steps shrink quadratically: after one below this, what remains is rounding. */
const CONVERGED = 1e-8;

/**
 * The coefficients b of a generalised linear model without an intercept (give a column of ones for one):
 * argmax SUM weight * (y log p + (1 - y) log(1 - p)) - SUM penalty[k] * b[k]^2 / 2, where p = sigma(b . x).
 * Newton's method with step halving; the function is concave, so that there is one maximum. A column of zeros gets 0.
 * Null where the maximum is not finite or not unique: what was observed does not tell the coefficients.
 */
export function fitLogistic(rows: readonly LogisticRow[], penalty: readonly number[]): number[] | null {
  const pinned = penalty.map((amount, column) => (rows.every(({ x }) => x[column] === 0) ? amount + 1 : amount));
  let at: number[] = penalty.map(() => 0);
  let value = objective(rows, pinned, at);
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const direction = newtonStep(rows, pinned, at);
    if (!direction.every(Number.isFinite)) return null;
    let scale = 1;
    let next = moved(at, direction, scale);
    if (Math.max(...direction.map(Math.abs)) < CONVERGED) return next;
    // Far from the maximum a full step may overshoot; near it a smaller value is only rounding.
    const rounding = Math.abs(value) * Number.EPSILON * rows.length;
    while (objective(rows, pinned, next) < value - rounding && scale > CONVERGED) {
      scale /= 2;
      next = moved(at, direction, scale);
    }
    at = next;
    value = objective(rows, pinned, at);
  }
  return null;
}

/** b . x, the log-odds of a row. */
export function dot(x: readonly number[], coefficients: readonly number[]): number {
  let sum = 0;
  for (const [index, value] of x.entries()) sum += value * (coefficients[index] ?? 0);
  return sum;
}

function objective(rows: readonly LogisticRow[], penalty: readonly number[], at: readonly number[]): number {
  let sum = 0;
  for (const [column, amount] of penalty.entries()) sum -= (amount * (at[column] ?? 0) ** 2) / 2;
  for (const { x, y, weight = 1 } of rows) {
    const z = dot(x, at);
    sum += weight * (y * z - Math.max(z, 0) - Math.log1p(Math.exp(-Math.abs(z))));
  }
  return sum;
}

/** The solution d of (curvature) d = gradient. */
function newtonStep(rows: readonly LogisticRow[], penalty: readonly number[], at: readonly number[]): number[] {
  const gradient = penalty.map((amount, column) => -amount * (at[column] ?? 0));
  const curvature = penalty.map((amount, row) => penalty.map((_, column) => (row === column ? amount : 0)));
  for (const { x, y, weight = 1 } of rows) {
    const p = sigmoid(dot(x, at));
    for (const [row, first] of x.entries()) {
      gradient[row] = (gradient[row] ?? 0) + weight * (y - p) * first;
      const bends = curvature[row];
      if (!bends) continue;
      for (const [column, second] of x.entries()) {
        bends[column] = (bends[column] ?? 0) + weight * p * (1 - p) * first * second;
      }
    }
  }
  return solvePositiveDefinite(curvature, gradient);
}

function moved(from: readonly number[], direction: readonly number[], scale: number): number[] {
  return from.map((value, index) => value + scale * (direction[index] ?? 0));
}
