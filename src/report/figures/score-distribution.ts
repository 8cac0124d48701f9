import { percent, whole } from '../numbers';
import type { IterationReport } from '../data/iteration-data';
import { anchorOf, iterationLabel } from '../iteration-anchor';
import { categories, grid, still, valueLabel, values } from './axes';
import type { Plot } from './figure';

/** How the judge used its scale: scores that crowd on one value tell few responses apart. */
export function scoreDistributionFigure(iteration: IterationReport): Plot | undefined {
  const { judgements } = iteration;
  if (!judgements) return undefined;
  const scored = judgements.histogram.reduce((sum, count) => sum + count, 0);
  const shares = judgements.histogram.map((count) => count / Math.max(1, scored));
  return {
    name: `scores-${anchorOf(iteration)}`,
    title: `Scores given, iteration ${iterationLabel(iteration)}`,
    description: shares.map((share, score) => `score ${score}: ${percent(share)}`).join(', '),
    note: `${whole(scored)} scored judgements, score 0 to 5.`,
    table: {
      columns: ['score', 'judgements', 'share'],
      rows: judgements.histogram.map((count, score) => [score, count, shares[score] ?? null]),
    },
    option: {
      grid: { ...grid, top: 22 },
      xAxis: categories(shares.map((_, score) => String(score))),
      yAxis: values({ format: (value) => `${Math.round(value * 100)} %` }),
      series: [
        {
          ...still,
          type: 'bar',
          color: 'var(--series-1)',
          barCategoryGap: '18%',
          data: shares,
          label: {
            ...valueLabel,
            position: 'top',
            formatter: ({ value }) => (Number(value) === 0 ? '' : `${Math.round(Number(value) * 100)} %`),
          },
        },
      ],
    },
  };
}
