import type { BenchmarkSummary } from '../core/benchmarks/benchmark-result';
import { escapeMarkdown } from '../core/escape-markdown';
import { benchmarkFigure } from '../core/benchmarks/benchmark-figure';
import type { ModelStatus } from './status';

/** What models came to in benchmarks, as Markdown; none where there were none. */
export function benchmarkTable(models: readonly ModelStatus[]): string[] {
  const names = [...new Set(models.flatMap(({ benchmarks = [] }) => benchmarks.map(({ name }) => name)))];
  if (names.length === 0) return [];
  const cell = (benchmarks: readonly BenchmarkSummary[], name: string) => {
    const summary = benchmarks.find((one) => one.name === name);
    return summary ? escapeMarkdown(benchmarkFigure(summary)) : '';
  };
  return [
    [
      `| model | ${names.map(escapeMarkdown).join(' | ')} |`,
      `|---|${names.map(() => '---|').join('')}`,
      ...models.flatMap(({ model, benchmarks }) =>
        benchmarks
          ? [`| ${escapeMarkdown(model.name)} | ${names.map((name) => cell(benchmarks, name)).join(' | ')} |`]
          : [],
      ),
    ].join('\n'),
  ];
}
