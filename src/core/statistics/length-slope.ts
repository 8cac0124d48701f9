import type { Verdict } from '../judging/combine-verdicts';
import { average } from './average';

/** Lengths in code points. */
export interface LengthComparison {
  winner: Verdict;
  firstLength: number;
  secondLength: number;
}

/**
 * How steeply preference follows length.
 * - `fitted`: P(first wins) = sigma(intercept + slope * tanh(length difference / its standard deviation)).
 * - `separated`: length alone decides every comparison, so that the slope is infinite.
 * - `undefined`: nothing was compared, all differences are equal, or one side won everything.
 */
export type LengthSlope =
  | { kind: 'fitted'; slope: number; intercept: number }
  | { kind: 'separated'; favours: Favours }
  | { kind: 'undefined' };
type Favours = 'longer' | 'shorter';

/** A tie counts half for each side. */
type Point = { x: number; y: number };

const MAXIMUM_STEPS = 100;
const CONVERGED = 1e-9;

export function lengthSlope(comparisons: readonly LengthComparison[]): LengthSlope {
  const points = toPoints(comparisons);
  const won = points.filter(({ y }) => y > 0).map(({ x }) => x);
  const lost = points.filter(({ y }) => y < 1).map(({ x }) => x);
  const values = points.map(({ x }) => x);
  if (won.length === 0 || lost.length === 0 || Math.max(...values) === Math.min(...values)) {
    return { kind: 'undefined' };
  }
  if (Math.min(...won) >= Math.max(...lost)) return { kind: 'separated', favours: 'longer' };
  if (Math.max(...won) <= Math.min(...lost)) return { kind: 'separated', favours: 'shorter' };
  return { kind: 'fitted', ...fitLogistic(points) };
}

function toPoints(comparisons: readonly LengthComparison[]): Point[] {
  const compared = comparisons.filter(({ winner }) => winner !== 'null');
  const differences = compared.map(({ firstLength, secondLength }) => firstLength - secondLength);
  const mean = average(differences) ?? 0;
  const deviation = Math.sqrt(average(differences.map((difference) => (difference - mean) ** 2)) ?? 0);
  return compared.map(({ winner, firstLength, secondLength }) => ({
    x: Math.tanh((firstLength - secondLength) / deviation),
    y: winner === 'tie' ? 0.5 : winner === 'first' ? 1 : 0,
  }));
}

/** Newton's method with halved steps where a whole one would lose likelihood; the maximum exists for points that overlap. */
function fitLogistic(points: readonly Point[]): { slope: number; intercept: number } {
  let at = { slope: 0, intercept: 0 };
  let likelihood = logLikelihood(points, at);
  for (let step = 0; step < MAXIMUM_STEPS; step += 1) {
    const direction = newtonStep(points, at);
    let scale = 1;
    let next = moved(at, direction, scale);
    let gain = logLikelihood(points, next) - likelihood;
    // At the maximum the sums differ by rounding alone, and no shorter step would gain either.
    while (gain < -CONVERGED && scale > CONVERGED) {
      scale /= 2;
      next = moved(at, direction, scale);
      gain = logLikelihood(points, next) - likelihood;
    }
    at = next;
    likelihood += gain;
    if (Math.abs(direction.slope) + Math.abs(direction.intercept) < CONVERGED) break;
  }
  return at;
}

type Line = { slope: number; intercept: number };

function newtonStep(points: readonly Point[], { slope, intercept }: Line): Line {
  let [gradientSlope, gradientIntercept, xx, x1, one] = [0, 0, 0, 0, 0];
  for (const { x, y } of points) {
    const p = 1 / (1 + Math.exp(-(intercept + slope * x)));
    const weight = p * (1 - p);
    gradientSlope += (y - p) * x;
    gradientIntercept += y - p;
    xx += weight * x * x;
    x1 += weight * x;
    one += weight;
  }
  const determinant = xx * one - x1 * x1;
  return {
    slope: (gradientSlope * one - gradientIntercept * x1) / determinant,
    intercept: (gradientIntercept * xx - gradientSlope * x1) / determinant,
  };
}

function moved(from: Line, direction: Line, scale: number): Line {
  return { slope: from.slope + direction.slope * scale, intercept: from.intercept + direction.intercept * scale };
}

function logLikelihood(points: readonly Point[], { slope, intercept }: Line): number {
  return points.reduce((sum, { x, y }) => {
    const z = intercept + slope * x;
    return sum + y * z - (z > 0 ? z + Math.log1p(Math.exp(-z)) : Math.log1p(Math.exp(z)));
  }, 0);
}
