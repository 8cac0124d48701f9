import { modelLabel, whole } from '../numbers';
import type { ModelReport } from '../data/model-data';
import { categories, grid, still, valueLabel, values } from './axes';
import type { Plot } from './figure';

/** Self-rewarding tends to lengthen answers, which is worth seeing beside any gain. */
export function answerLengthFigure(models: readonly ModelReport[]): Plot {
  const measured = models.filter((model) => model.evaluation?.answers);
  return {
    name: 'answer-length',
    title: 'Mean length of held-out answers',
    description: measured.map((model) => `${modelLabel(model.name)} ${whole(lengthOf(model))} characters`).join(', '),
    note: 'In characters. Judges that are models often like longer answers for being longer.',
    table: {
      columns: ['model', 'mean characters', 'answers', 'cut at the limit'],
      rows: measured.map((model) => [
        model.name,
        lengthOf(model),
        model.evaluation?.answers?.count ?? null,
        model.evaluation?.answers?.truncated ?? null,
      ]),
    },
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
