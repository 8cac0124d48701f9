import type { CriticReport, IterationReport } from '../data/iteration-data';
import { anchorOf, iterationLabel } from '../iteration-anchor';
import { compact, whole } from '../numbers';
import { categories, grid, still, values } from './axes';
import type { Plot } from './figure';

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
    description: bins.map(({ from, to, count }) => `${compact(from)} to ${compact(to)}: ${count}`).join(', '),
    note: `Mean ${compact(mean)}${nulls === 0 ? '' : `; ${whole(nulls)} without a number`}.`,
    table: { columns: ['from', 'to', 'records'], rows: bins.map(({ from, to, count }) => [from, to, count]) },
    option: {
      grid: { ...grid, top: 22 },
      xAxis: categories(
        bins.map(({ from }) => String(Math.round(from * 1000) / 1000).replace('-', '−')),
        'auto',
      ),
      yAxis: values({ format: (value) => whole(value) }),
      series: [
        {
          ...still,
          type: 'bar',
          color: 'var(--series-1)',
          barCategoryGap: '8%',
          data: bins.map(({ count }) => count),
        },
      ],
    },
  };
}

const MEASURES: Record<string, string> = {
  preference: 'Probability of the first',
  'log-probability': 'Log-probability a token',
};
