import { modelLabel, whole } from '../figures';
import type { ModelReport } from '../report-data';
import { categories, grid, still, valueLabel, values } from './axes';
import type { Plot } from './draw-plot';

/** Self-rewarding tends to lengthen answers, which is worth seeing beside any gain. */
export function answerLengthPlot(models: readonly ModelReport[]): Plot {
  const measured = models.filter((model) => model.evaluation?.answers);
  return {
    title: 'Mean length of held-out answers',
    description: measured.map((model) => `${modelLabel(model.name)} ${whole(lengthOf(model))} characters`).join(', '),
    note: 'In characters. Judges that are models often like longer answers for being longer.',
    option: {
      grid: { ...grid, top: 22 },
      xAxis: categories(measured.map((model) => modelLabel(model.name))),
      yAxis: values({ format: (value) => whole(value) }),
      series: [
        {
          ...still,
          type: 'bar',
          color: 'var(--series-1)',
          barMaxWidth: 34,
          data: measured.map(lengthOf),
          label: { ...valueLabel, position: 'top', formatter: ({ value }) => whole(Number(value)) },
        },
      ],
    },
  };
}

function lengthOf(model: ModelReport): number | null {
  return model.evaluation?.answers?.meanCharacters ?? null;
}
