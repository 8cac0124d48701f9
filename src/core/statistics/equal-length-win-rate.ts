import { sigmoid } from './bernoulli';
import type { Interval } from './bootstrap';
import { normalInterval } from './normal-interval';
import { lengthPoints, lengthSlope, type LengthComparison } from './length-slope';

/**
 * The win rate that the first side would have if its answers were as long as the second's (2404.04475, without the
 * difficulty of prompts, as its sheet says for fewer than 100), with its 95 % interval from the standard error of the fit.
 * Null where length and quality cannot be told apart: one side is always the longer, or length alone decides everything.
 */
export function equalLengthWinRate(comparisons: readonly LengthComparison[]): Interval | null {
  const compared = comparisons.filter(({ winner }) => winner !== 'null');
  const differences = compared.map(({ firstLength, secondLength }) => firstLength - secondLength);
  const [least, greatest] = [Math.min(...differences), Math.max(...differences)];
  if (!(least <= 0 && greatest >= 0)) return null;
  const isOneSided = compared.every(({ winner }) => winner === compared[0]?.winner && winner !== 'tie');
  const counted = isOneSided ? [...compared, ...tiesAt([least, greatest])] : compared;
  const slope = lengthSlope(counted);
  if (slope.kind !== 'fitted' && least !== greatest) return null;
  // Of equal lengths everywhere the raw win rate is what is left.
  const fitted = slope.kind === 'fitted' ? slope : { slope: 0, intercept: logOdds(counted) };
  const { estimate, low, high } = normalInterval(fitted.intercept, interceptError(counted, fitted));
  return { estimate: sigmoid(estimate), low: sigmoid(low), high: sigmoid(high) };
}

/** A weak prior that neither length nor quality decides: a side that wins everything has no finite fit without it. */
function tiesAt(differences: readonly number[]): LengthComparison[] {
  return differences.map((firstLength) => ({ winner: 'tie', firstLength, secondLength: 0 }));
}

function logOdds(comparisons: readonly LengthComparison[]): number {
  const points = lengthPoints(comparisons);
  const won = points.reduce((sum, { y }) => sum + y, 0);
  return Math.log(won / (points.length - won));
}

/** From the curvature of the likelihood at its maximum. */
function interceptError(
  comparisons: readonly LengthComparison[],
  fitted: { slope: number; intercept: number },
): number {
  let [xx, x1, one] = [0, 0, 0];
  for (const { x } of lengthPoints(comparisons)) {
    const p = sigmoid(fitted.intercept + fitted.slope * x);
    xx += p * (1 - p) * x * x;
    x1 += p * (1 - p) * x;
    one += p * (1 - p);
  }
  return Math.sqrt(xx === 0 ? 1 / one : xx / (xx * one - x1 * x1));
}
