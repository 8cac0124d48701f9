import { againstBaseline } from '../accepted-models';
import type { ModelReport } from '../data/model-data';
import { modelLabel, percent, whole } from '../numbers';
import { grid, ranged, still, valueLabel } from './axes';
import type { Plot } from './figure';

/** Where a model stands: how long it answers, and how good it is. */
interface Point {
  model: string;
  length: number;
  quality: number;
}

/**
 * Whether quality grew, or only length: a path that goes right and not up. Quality is the win rate against the SFT
 * baseline, or the agreement with people where there is none. Undefined for fewer than two models.
 */
export function lengthAndQualityFigure(models: readonly ModelReport[]): Plot | undefined {
  const byWinRate = pointsOf(models, (model) => againstBaseline(model)?.winRate ?? null);
  const isWinRate = byWinRate.length >= 2;
  const points = isWinRate
    ? byWinRate
    : pointsOf(models, ({ evaluation }) => evaluation?.pairwiseAccuracy.value ?? null);
  if (points.length < 2) return undefined;
  const quality = isWinRate ? 'win rate against the SFT baseline' : 'agreement with people';
  return {
    name: 'length-and-quality',
    title: 'Length against quality',
    description: points
      .map(
        ({ model, length, quality: share }) => `${modelLabel(model)}: ${whole(length)} characters, ${percent(share)}`,
      )
      .join('; '),
    note: `Up: ${quality}. Right: longer answers, in mean characters. A path to the right and not up is length alone.`,
    table: {
      columns: ['model', 'mean characters', quality],
      rows: points.map(({ model, length, quality: share }) => [model, length, share]),
    },
    option: {
      grid: { ...grid, left: 44, top: 16 },
      xAxis: { ...ranged({ format: (value) => whole(value) }), boundaryGap: ['8%', '8%'] },
      yAxis: { ...ranged({ format: (value) => `${Math.round(value * 100)} %` }), boundaryGap: ['5%', '15%'] },
      series: [
        {
          ...still,
          type: 'line',
          color: 'var(--series-1)',
          symbol: 'circle',
          symbolSize: 9,
          itemStyle: { color: 'var(--series-1)', opacity: 1 },
          lineStyle: { color: 'var(--series-1)', width: 1.5, type: 'dotted' },
          data: points.map(({ model, length, quality: share }) => ({
            name: modelLabel(model),
            value: [length, share],
          })),
          label: { ...valueLabel, position: 'top', formatter: ({ name }) => name },
        },
      ],
    },
  };
}

function pointsOf(models: readonly ModelReport[], qualityOf: (model: ModelReport) => number | null): Point[] {
  return models.flatMap((model) => {
    const length = model.evaluation?.answers?.meanCharacters ?? null;
    const quality = qualityOf(model);
    return model.name === 'sft' || length === null || quality === null ? [] : [{ model: model.name, length, quality }];
  });
}
