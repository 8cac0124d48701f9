import type { Verdict } from '../judging/combine-verdicts';
import { average } from './average';
import { fitLogistic } from './logistic-fit';

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

export function lengthSlope(comparisons: readonly LengthComparison[]): LengthSlope {
  const points = lengthPoints(comparisons);
  const won = points.filter(({ y }) => y > 0).map(({ x }) => x);
  const lost = points.filter(({ y }) => y < 1).map(({ x }) => x);
  const values = points.map(({ x }) => x);
  if (won.length === 0 || lost.length === 0 || Math.max(...values) === Math.min(...values)) {
    return { kind: 'undefined' };
  }
  if (Math.min(...won) >= Math.max(...lost)) return { kind: 'separated', favours: 'longer' };
  if (Math.max(...won) <= Math.min(...lost)) return { kind: 'separated', favours: 'shorter' };
  const fitted = fitLogistic(
    points.map(({ x, y }) => ({ x: [x, 1], y })),
    [0, 0],
  );
  const [slope, intercept] = fitted ?? [];
  return slope === undefined || intercept === undefined ? { kind: 'undefined' } : { kind: 'fitted', slope, intercept };
}

/** The comparisons with a verdict, by tanh of the difference in length over its standard deviation. */
export function lengthPoints(comparisons: readonly LengthComparison[]): Point[] {
  const compared = comparisons.filter(({ winner }) => winner !== 'null');
  const differences = compared.map(({ firstLength, secondLength }) => firstLength - secondLength);
  const mean = average(differences) ?? 0;
  const deviation = Math.sqrt(average(differences.map((difference) => (difference - mean) ** 2)) ?? 0);
  return compared.map(({ winner, firstLength, secondLength }) => ({
    x: deviation === 0 ? 0 : Math.tanh((firstLength - secondLength) / deviation),
    y: winner === 'tie' ? 0.5 : winner === 'first' ? 1 : 0,
  }));
}
