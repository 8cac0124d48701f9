import type { Random } from '../seeds';

/**
 * One principle for each round, none twice (2212.08073).
 * @throws RangeError when there are more rounds than principles.
 */
export function drawPrinciples<Principle>(
  principles: readonly Principle[],
  rounds: number,
  random: Random,
): Principle[] {
  if (rounds > principles.length) {
    throw new RangeError(`every round takes another principle: at most ${principles.length} rounds, got ${rounds}`);
  }
  return random.shuffle(principles).slice(0, rounds);
}
