import { whole } from '../numbers';
import type { IterationReport } from '../data/iteration-data';
import { anchorOf, iterationLabel } from '../iteration-anchor';
import { categories, grid, still, values } from './axes';
import type { Plot } from './figure';

/** A peak in the last bin is the token limit: responses that were cut there cannot become a chosen answer. */
export function responseLengthsFigure(iteration: IterationReport): Plot | undefined {
  if (!iteration.responses) return undefined;
  const { tokens, truncated, count, meanTokens } = iteration.responses;
  return {
    name: `response-lengths-${anchorOf(iteration)}`,
    title: `Length of responses, iteration ${iterationLabel(iteration)}`,
    description: tokens.map((bin) => `${bin.from} to ${bin.to - 1} tokens: ${bin.count}`).join(', '),
    note: `In tokens, mean ${whole(meanTokens)}; ${whole(truncated)} of ${whole(count)} were cut at the limit.`,
    table: {
      columns: ['from tokens', 'to tokens', 'responses'],
      rows: tokens.map((bin) => [bin.from, bin.to, bin.count]),
    },
    option: {
      grid: { ...grid, top: 22 },
      xAxis: categories(
        tokens.map((bin) => String(bin.from)),
        'auto',
      ),
      yAxis: values({ format: (value) => whole(value) }),
      series: [
        {
          ...still,
          type: 'bar',
          color: 'var(--series-3)',
          barCategoryGap: '8%',
          data: tokens.map((bin) => bin.count),
        },
      ],
    },
  };
}
