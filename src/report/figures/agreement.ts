import { modelLabel, percent } from '../numbers';
import type { MetricName, ModelReport } from '../data/model-data';
import { categories, grid, legend, levelLine, shares, still, valueLabel } from './axes';
import type { Plot } from './figure';

const MEASURES = [
  { key: 'pairwiseAccuracy', name: 'pairwise', color: 'var(--series-1)' },
  { key: 'bestOf5', name: '5-best', color: 'var(--series-2)' },
  { key: 'exactMatch', name: 'exact match', color: 'var(--series-3)' },
] as const satisfies readonly { key: MetricName; name: string; color: string }[];

/** How often each model judges held-out replies as people did. The SFT baseline is a side branch: the line leaves it out. */
export function agreementFigure(models: readonly ModelReport[]): Plot {
  const measured = models.filter((model) => model.evaluation);
  const shown = measured.map(
    (model) => `${modelLabel(model.name)} ${percent(model.evaluation?.pairwiseAccuracy.value)}`,
  );
  return {
    name: 'agreement',
    title: 'Agreement with people as a judge',
    description: `Pairwise accuracy on held-out replies: ${shown.join(', ')}`,
    note: 'Dashed: a coin toss between two replies. Diamonds: the SFT baseline, a side branch.',
    table: {
      columns: ['model', ...MEASURES.flatMap(({ key }) => [key, `${key} instructions`])],
      rows: measured.map(({ name, evaluation }) => [
        name,
        ...MEASURES.flatMap(({ key }) => [evaluation?.[key].value ?? null, evaluation?.[key].instructions ?? null]),
      ]),
    },
    option: {
      grid,
      legend,
      xAxis: categories(measured.map((model) => modelLabel(model.name))),
      yAxis: shares(),
      series: MEASURES.flatMap(({ key, name, color }) => {
        const main = key === 'pairwiseAccuracy';
        const valueOf = (model: ModelReport) => model.evaluation?.[key].value ?? null;
        const common = {
          ...still,
          name,
          color,
          symbol: 'circle',
          symbolSize: main ? 7 : 5,
          itemStyle: { color, opacity: 1 },
        };
        const label = main
          ? {
              ...valueLabel,
              position: 'top' as const,
              formatter: ({ value }: { value: unknown }) => (Number(value) * 100).toFixed(0),
            }
          : { show: false };
        return [
          {
            ...common,
            type: 'line' as const,
            connectNulls: true,
            lineStyle: { color, width: main ? 2.5 : 1.25 },
            data: measured.map((model) => (model.name === 'sft' ? null : valueOf(model))),
            label,
            ...(main ? { markLine: levelLine(0.5) } : {}),
          },
          {
            ...common,
            type: 'scatter' as const,
            symbol: 'diamond',
            symbolSize: main ? 9 : 7,
            data: measured.map((model) => (model.name === 'sft' ? valueOf(model) : null)),
            label: main ? { ...label, position: 'bottom' as const } : label,
          },
        ];
      }),
    },
  };
}
