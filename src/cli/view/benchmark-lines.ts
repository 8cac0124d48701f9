import { benchmarkFigure } from '../../core/benchmarks/benchmark-figure';
import type { BenchmarkSummary } from '../../core/benchmarks/benchmark-result';
import { pairedLine, RATING, POINTS } from './figures';
import { tableLines } from './table';

/** What a model came to in benchmarks, with the models that it can be compared with. */
export function benchmarkLines(model: string, summaries: readonly BenchmarkSummary[]): string[] {
  return [
    ...tableLines([
      ['benchmark', 'figure', 'result', 'questions', 'cut short'],
      ...summaries.map((summary) => [
        summary.name,
        summary.headline?.figure ?? '',
        benchmarkFigure(summary),
        String(summary.questions),
        String(summary.truncated),
      ]),
    ]),
    ...summaries.flatMap(({ name, headline, against, failure }) => [
      ...against.map((paired) =>
        pairedLine(`${name}: ${model} against ${paired.model}`, paired, headline?.unit === 'rating' ? RATING : POINTS),
      ),
      ...(failure === null ? [] : [`${name}: ${failure}`]),
    ]),
  ];
}
