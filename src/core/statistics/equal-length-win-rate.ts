import type { Random } from '../random';
import { average } from './average';
import { sigmoid } from './bernoulli';
import { bootstrapInterval, type Interval } from './bootstrap';
import { lengthSlope, type LengthComparison } from './length-slope';

/** Each resample is a fit of its own. */
const RESAMPLES = 200;

/**
 * The win rate that the first side would have if its answers were as long as the second's (2404.04475, without the
 * difficulty of prompts, as its sheet says for fewer than 100). Null where length and quality cannot be told apart: one
 * side is always the longer, or length alone decides everything.
 */
export function equalLengthWinRate(comparisons: readonly LengthComparison[], random: Random): Interval | null {
  const compared = comparisons.filter(({ winner }) => winner !== 'null');
  return bootstrapInterval(compared, atEqualLength, { random, resamples: RESAMPLES });
}

function atEqualLength(comparisons: readonly LengthComparison[]): number | null {
  const differences = comparisons.map(({ firstLength, secondLength }) => firstLength - secondLength);
  const [least, greatest] = [Math.min(...differences), Math.max(...differences)];
  if (least > 0 || greatest < 0) return null;
  if (least === greatest) return rawWinRate(comparisons);
  if (lengthSlope(comparisons).kind === 'separated') return null;
  const slope = lengthSlope([...comparisons, ...tiesAt([least, greatest])]);
  return slope.kind === 'fitted' ? sigmoid(slope.intercept) : null;
}

/** A weak prior that neither length nor quality decides: a side that wins everything has no finite fit without it. */
function tiesAt(differences: readonly number[]): LengthComparison[] {
  return differences.map((firstLength) => ({ winner: 'tie', firstLength, secondLength: 0 }));
}

function rawWinRate(comparisons: readonly LengthComparison[]): number | null {
  const points = comparisons.map(({ winner }): number => (winner === 'tie' ? 0.5 : winner === 'first' ? 1 : 0));
  return average(points);
}
