import { whole } from '../figures';
import type { IterationReport } from '../report-data';
import { categories, grid, still, values } from './axes';
import type { Plot } from './draw-plot';

/** A peak in the last bin is the token limit: responses that were cut there cannot become a chosen answer. */
export function responseLengthPlot(responses: NonNullable<IterationReport['responses']>): Plot {
  const { tokens, truncated, count, meanTokens } = responses;
  return {
    title: 'Length of responses',
    description: tokens.map((bin) => `${bin.from} to ${bin.to - 1} tokens: ${bin.count}`).join(', '),
    note: `In tokens, mean ${whole(meanTokens)}; ${whole(truncated)} of ${whole(count)} were cut at the limit.`,
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
