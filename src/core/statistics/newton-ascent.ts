import { solvePositiveDefinite } from './solve-positive-definite';

/** A concave function of several numbers. */
export interface ConcaveFunction {
  /** -Infinity outside of where it is defined. */
  valueAt: (at: readonly number[]) => number;
  /** The gradient and the negative of the matrix of second derivatives. */
  slopesAt: (at: readonly number[]) => { gradient: readonly number[]; curvature: readonly (readonly number[])[] };
  /** How many terms it sums up, which bounds the rounding errors of its value. */
  terms: number;
}

const MOST_STEPS = 200;
/** Newton's steps shrink quadratically: after one below this, what remains is rounding. */
const CONVERGED = 1e-8;

/** Where the function is highest, by Newton's method with step halving. Null where the maximum is not finite or not unique. */
export function newtonAscent({ valueAt, slopesAt, terms }: ConcaveFunction, start: readonly number[]): number[] | null {
  let at: readonly number[] = start;
  let value = valueAt(at);
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const { gradient, curvature } = slopesAt(at);
    const direction = solvePositiveDefinite(curvature, gradient);
    if (!direction.every(Number.isFinite)) return null;
    let scale = 1;
    let next = moved(at, direction, scale);
    if (Math.max(...direction.map(Math.abs)) < CONVERGED) return next;
    // Far from the maximum a full step may overshoot; near it a smaller value is only rounding.
    const rounding = Math.abs(value) * Number.EPSILON * terms;
    while (valueAt(next) < value - rounding && scale > CONVERGED) {
      scale /= 2;
      next = moved(at, direction, scale);
    }
    at = next;
    value = valueAt(at);
  }
  return null;
}

function moved(from: readonly number[], direction: readonly number[], scale: number): number[] {
  return from.map((value, index) => value + scale * (direction[index] ?? 0));
}
