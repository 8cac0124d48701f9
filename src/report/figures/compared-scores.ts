import type { IterationReport } from '../data/iteration-data';
import { anchorOf, iterationLabel } from '../iteration-anchor';
import { compact, whole } from '../numbers';
import type { Plot } from './figure';
import { scoreBars } from './score-bars';

/** The scores by which responses were compared, of one critic or of several together, and what the best of N would have. */
export function comparedScoresFigure(iteration: IterationReport): Plot | undefined {
  const { compared } = iteration;
  if (!compared) return undefined;
  const { critic, bins, mean, unscored, bestOfN } = compared;
  // Without duplicates a text that is sampled often counts once.
  const sampled = iteration.responses?.duplicates === undefined ? 'responses' : 'different responses';
  const best = bestOfN.map(({ n, score }) => `${n}: ${compact(score)}`).join(', ');
  return {
    name: `compared-${anchorOf(iteration)}`,
    title: `Scores compared: ${critic}, iteration ${iterationLabel(iteration)}`,
    note: `Mean ${compact(mean)}; ${whole(unscored)} responses without a score. Expected best of N ${sampled}: ${best}.`,
    ...scoreBars(bins, 'responses'),
  };
}
