import { benchmarkFigure } from '../../core/benchmarks/benchmark-figure';
import type { ModelStatus } from '../../workflows/status';
import { percent } from './bar';
import { tableLines } from './table';

const HEADER = ['model', 'accuracy', 'parse rate', 'head-to-head (won-tied-lost)'];

/** The models of a run as a table of plain text. */
export function modelLines(models: readonly ModelStatus[]): string[] {
  const measured = models.some(({ benchmarks }) => benchmarks !== undefined);
  return tableLines([
    [...HEADER, ...(measured ? ['benchmarks'] : [])],
    ...models.map((model) => [...modelRow(model), ...(measured ? [benchmarksCell(model)] : [])]),
  ]);
}

function benchmarksCell({ benchmarks = [] }: ModelStatus): string {
  return benchmarks.map((summary) => `${summary.name} ${benchmarkFigure(summary)}`).join('; ');
}

function modelRow({ model, evaluation, comparisons, rejectedBecause }: ModelStatus): string[] {
  const against = comparisons.map(
    ({ older, wins, ties, losses, selfJudged }) =>
      `${wins}-${ties}-${losses} v ${older}${selfJudged ? ' (self-judged)' : ''}`,
  );
  return [
    rejectedBecause === undefined ? model.name : `${model.name} (rejected)`,
    percent(evaluation?.judge.metrics.pairwiseAccuracy ?? null),
    percent(evaluation?.judge.parseRate ?? null),
    against.join('; '),
  ];
}
