import type { IterationReport } from '../data/iteration-data';
import { anchorOf } from '../iteration-anchor';
import { decimal, whole } from '../numbers';
import { grid, legend, SERIES_COLORS, still, values } from './axes';
import type { Plot } from './figure';

/** The mean of fewer scores says more of chance than of length. */
const FEWEST_RESPONSES = 5;

/** A judge that scores longer responses higher teaches length. The newest iterations; undefined without scores. */
export function scoreByLengthFigure(iterations: readonly IterationReport[]): Plot | undefined {
  const lines = iterations
    .flatMap((iteration) =>
      iteration.scoreByLength && iteration.rejectedBecause === null
        ? [{ name: `iteration ${anchorOf(iteration)}`, ...iteration.scoreByLength }]
        : [],
    )
    .slice(-SERIES_COLORS.length);
  if (lines.length === 0) return undefined;
  return {
    name: 'score-by-length',
    title: 'Score by length of response',
    description: lines.map(({ name, spearman }) => `${name}: rank correlation ${decimal(spearman)}`).join(', '),
    note: `Mean score of responses by tokens, where there are at least ${FEWEST_RESPONSES}. Rank correlation of length and score: ${lines
      .map(({ name, spearman }) => `${decimal(spearman)} in ${name}`)
      .join(', ')}.`,
    table: {
      columns: ['iteration', 'from tokens', 'to tokens', 'responses', 'mean score'],
      rows: lines.flatMap(({ name, bins }) =>
        bins.map(({ from, to, count, meanScore }) => [name, from, to, count, meanScore]),
      ),
    },
    option: {
      grid,
      ...(lines.length > 1 ? { legend } : {}),
      xAxis: { ...values({ format: (value) => whole(value) }), splitLine: { show: false } },
      yAxis: { ...values({ format: (value) => decimal(value, 0) }), max: 5, interval: 1 },
      series: lines.map(({ name, bins }, index) => ({
        ...still,
        type: 'line',
        name,
        color: SERIES_COLORS[index] ?? '',
        symbol: 'circle',
        symbolSize: 5,
        itemStyle: { opacity: 1 },
        lineStyle: { width: 2 },
        data: bins
          .filter(({ count }) => count >= FEWEST_RESPONSES)
          .map(({ from, to, meanScore }) => [(from + to) / 2, meanScore]),
      })),
    },
  };
}
