import { sigmoid } from './bernoulli';
import { newtonAscent, type ConcaveFunction } from './newton-ascent';

/** One observation: a probability is a soft label, that is y of a success and 1 - y of a failure. */
export interface LogisticRow {
  x: readonly number[];
  /** In [0, 1]. */
  y: number;
  /** 1 unless told. */
  weight?: number;
}

/**
 * The coefficients b of a generalised linear model without an intercept (give a column of ones for one):
 * argmax SUM weight * (y log p + (1 - y) log(1 - p)) - SUM penalty[k] * b[k]^2 / 2, where p = sigma(b . x).
 * The function is concave, so that there is one maximum. A column of zeros gets 0.
 * Null where the maximum is not finite or not unique: what was observed does not tell the coefficients.
 */
export function fitLogistic(rows: readonly LogisticRow[], penalty: readonly number[]): number[] | null {
  return newtonAscent(
    logisticLikelihood(rows, penalty),
    penalty.map(() => 0),
  );
}

/** What `fitLogistic` maximises. */
export function logisticLikelihood(rows: readonly LogisticRow[], penalty: readonly number[]): ConcaveFunction {
  const pinned = penalty.map((amount, column) => (rows.every(({ x }) => x[column] === 0) ? amount + 1 : amount));
  return {
    valueAt: (at) => objective(rows, pinned, at),
    slopesAt: (at) => slopes(rows, pinned, at),
    terms: rows.length,
  };
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

function slopes(rows: readonly LogisticRow[], penalty: readonly number[], at: readonly number[]) {
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
  return { gradient, curvature };
}
