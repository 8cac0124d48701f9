import type { CustomSeriesRenderItem } from 'echarts';
import { againstBaseline, againstPrevious } from '../accepted-models';
import type { ComparisonReport, ModelReport } from '../data/model-data';
import { modelLabel, percent } from '../numbers';
import { categories, grid, legend, levelLine, shares, still } from './axes';
import type { Plot } from './figure';

const LINES = [
  { name: 'v SFT baseline', color: 'var(--series-1)', of: againstBaseline, symbol: 'circle' },
  { name: 'v previous model', color: 'var(--series-2)', of: againstPrevious, symbol: 'diamond' },
] as const;

/** Win rates over the iterations with their uncertainty. Undefined before any comparison. */
export function winRatesFigure(models: readonly ModelReport[]): Plot | undefined {
  const measured = models.filter((model) => model.comparisons.some(({ winRate }) => winRate !== null));
  if (measured.length === 0) return undefined;
  const rows = LINES.flatMap(({ name, of }) =>
    measured.flatMap((model) => {
      const comparison = of(model);
      return comparison ? [{ line: name, model: model.name, comparison }] : [];
    }),
  );
  return {
    name: 'win-rates',
    title: 'Win rate of answers',
    description: rows
      .map(({ line, model, comparison }) => `${modelLabel(model)} ${line} ${percent(comparison.winRate)}`)
      .join(', '),
    note: 'Bars are 95 % intervals; one that crosses the dashed line can be chance.',
    table: {
      columns: ['model', 'against', 'win rate', 'low', 'high', 'self-judged'],
      rows: rows.map(({ model, comparison: { older, winRate, interval, selfJudged } }) => [
        model,
        older,
        winRate,
        interval?.low ?? null,
        interval?.high ?? null,
        selfJudged ? 'yes' : 'no',
      ]),
    },
    option: {
      grid,
      legend,
      xAxis: categories(measured.map(({ name }) => modelLabel(name))),
      yAxis: shares(),
      series: LINES.flatMap(({ name, color, of, symbol }, line) => [
        {
          ...still,
          type: 'line' as const,
          name,
          color,
          symbol,
          symbolSize: 7,
          connectNulls: true,
          itemStyle: { color, opacity: 1 },
          lineStyle: { color, width: 2 },
          data: measured.map((model) => of(model)?.winRate ?? null),
          ...(line === 0 ? { markLine: levelLine(0.5) } : {}),
        },
        {
          silent: true,
          type: 'custom' as const,
          renderItem: whisker(color),
          data: measured.flatMap((model, index) => whiskerOf(of(model), index)),
          encode: { x: 0, y: [1, 2] },
        },
      ]),
    },
  };
}

function whiskerOf(comparison: ComparisonReport | undefined, index: number): number[][] {
  return comparison?.interval ? [[index, comparison.interval.low, comparison.interval.high]] : [];
}

/** A vertical bar with a cap at each end. */
function whisker(color: string): CustomSeriesRenderItem {
  return (_, api) => {
    const [x = 0, low = 0] = api.coord([api.value(0), api.value(1)]);
    const [, high = 0] = api.coord([api.value(0), api.value(2)]);
    const line = (x1: number, y1: number, x2: number, y2: number) => ({
      type: 'line' as const,
      shape: { x1, y1, x2, y2 },
      style: { stroke: color, lineWidth: 1.25, opacity: 0.75 },
    });
    return {
      type: 'group',
      children: [line(x, low, x, high), line(x - 3, low, x + 3, low), line(x - 3, high, x + 3, high)],
    };
  };
}
