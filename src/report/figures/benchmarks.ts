import type { ReportData } from '../report-data';
import type { Figure } from './figure';

export function benchmarksFigure({ models }: ReportData): Figure {
  return {
    name: 'benchmarks',
    title: 'Benchmarks',
    description: 'The headline of each model in each benchmark, with its 95 % interval.',
    table: {
      columns: [
        'model',
        'benchmark',
        'figure',
        'value',
        'low',
        'high',
        'questions',
        'unanswered',
        'unread',
        'cut at the limit',
        'self-judged',
        'failure',
      ],
      rows: models.flatMap(({ name, benchmarks }) =>
        benchmarks.map(({ headline, selfJudged, ...summary }) => [
          name,
          summary.name,
          headline?.figure ?? null,
          headline?.value ?? null,
          headline?.low ?? null,
          headline?.high ?? null,
          summary.questions,
          summary.unanswered,
          summary.unread,
          summary.truncated,
          selfJudged === null ? null : selfJudged ? 'yes' : 'no',
          summary.failure,
        ]),
      ),
    },
  };
}
