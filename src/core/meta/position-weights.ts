import { countOutcomes, type OutcomeTally } from '../statistics/outcome-tally';

export interface PositionWeights {
  /** Wins of the judgement that was shown first, and of the one that was shown second. */
  firstWins: number;
  secondWins: number;
  /** What a win from the first, and from the second position counts. */
  omega1: number;
  omega2: number;
}

/**
 * A win from the favoured position counts less: each position weighs the share of the wins that the other one has
 * (2407.19594), over all comparisons of an iteration. Both weigh one half when nobody won.
 */
export function positionWeights(tally: OutcomeTally): PositionWeights {
  // Forward shows the first judgement first, backward the second one.
  const forwardFirst = countOutcomes(tally, ({ forward }) => forward === 'first');
  const forwardSecond = countOutcomes(tally, ({ forward }) => forward === 'second');
  const backwardFirst = countOutcomes(tally, ({ backward }) => backward === 'second');
  const backwardSecond = countOutcomes(tally, ({ backward }) => backward === 'first');
  const [firstWins, secondWins] = [forwardFirst + backwardFirst, forwardSecond + backwardSecond];
  const wins = firstWins + secondWins;
  if (wins === 0) return { firstWins, secondWins, omega1: 0.5, omega2: 0.5 };
  return { firstWins, secondWins, omega1: secondWins / wins, omega2: firstWins / wins };
}
