import type { CriticReport, IterationReport } from '../data/iteration-data';
import { anchorOf, iterationLabel } from '../iteration-anchor';
import { compact, whole } from '../numbers';
import type { Plot } from './figure';
import { scoreBars } from './score-bars';

/** What critics other than the pointwise judge measured, a plot each. */
export function criticScoresFigures(iteration: IterationReport): Plot[] {
  return iteration.critics.flatMap((critic) => (critic.scores ? [criticScores(iteration, critic, critic.scores)] : []));
}

function criticScores(
  iteration: IterationReport,
  { critic, kind }: CriticReport,
  { bins, mean, nulls }: NonNullable<CriticReport['scores']>,
): Plot {
  const what = MEASURES[kind] ?? 'Scores';
  return {
    name: `${critic}-${kind}-${anchorOf(iteration)}`,
    title: `${what}: ${critic}, iteration ${iterationLabel(iteration)}`,
    note: `Mean ${compact(mean)}${nulls === 0 ? '' : `; ${whole(nulls)} without a number`}.`,
    ...scoreBars(bins, 'records'),
  };
}

const MEASURES: Record<string, string> = {
  preference: 'Probability of the first',
  'log-probability': 'Log-probability a token',
};
