import type { TrainingStep } from '../../core/training/training-step';
import type { ModelReport } from '../data/model-data';
import { compact, modelLabel, whole } from '../numbers';
import { grid, legend, ranged, shares, still, values } from './axes';
import type { Plot } from './figure';

const MEASURES = [
  'loss',
  'margin',
  'accuracy',
  'kl',
  'chosenLogp',
  'rejectedLogp',
  'gradientNorm',
  'learningRate',
] as const;

/** What was measured while a model was trained, a plot a model; none where no log was kept. */
export function trainingCurvesFigures(models: readonly ModelReport[]): Plot[] {
  return models.flatMap((model) => {
    const steps = model.training?.steps ?? [];
    return steps.length < 2 ? [] : [trainingCurves(model.name, steps)];
  });
}

function trainingCurves(name: string, steps: readonly TrainingStep[]): Plot {
  const second = steps.some(({ accuracy }) => accuracy !== undefined) ? 'accuracy' : null;
  const measures = MEASURES.filter((measure) => steps.some((step) => step[measure] !== undefined));
  const extras = [...new Set(steps.flatMap((step) => Object.keys(step.extra ?? {})))];
  const last = steps.at(-1);
  const line = (measure: 'loss' | 'accuracy', yAxisIndex: number, color: string) => ({
    ...still,
    type: 'line' as const,
    name: measure,
    color,
    yAxisIndex,
    showSymbol: false,
    lineStyle: { width: 1.75 },
    data: steps.map((step) => [step.step, step[measure] ?? null]),
  });
  return {
    name: `training-${name}`,
    title: `Training of ${modelLabel(name)}`,
    description: `Loss from ${compact(steps[0]?.loss)} to ${compact(last?.loss)} over ${whole(last?.step)} steps`,
    ...(second ? { note: 'Loss on the left; share of pairs with a positive margin on the right.' } : {}),
    table: {
      columns: ['step', ...measures, ...extras],
      rows: steps.map((step) => [
        step.step,
        ...measures.map((measure) => step[measure] ?? null),
        ...extras.map((extra) => step.extra?.[extra] ?? null),
      ]),
    },
    option: {
      grid: { ...grid, ...(second ? { right: 40 } : { top: 16 }) },
      ...(second ? { legend } : {}),
      xAxis: { ...values({ format: (value) => whole(value) }), splitLine: { show: false }, max: last?.step ?? 1 },
      yAxis: [
        ranged({ format: (value) => compact(value).replace(/\.?0+$/, '') }),
        ...(second ? [{ ...shares(), splitLine: { show: false } }] : []),
      ],
      series: [line('loss', 0, 'var(--series-1)'), ...(second ? [line(second, 1, 'var(--series-2)')] : [])],
    },
  };
}
