import type { BenchmarkSummary, Headline } from '../../core/benchmarks/benchmark-result';
import type { ModelReport } from '../data/model-data';
import { html, type Html } from '../html';
import { decimal, modelLabel, percent, points, whole } from '../numbers';
import type { MetricGroup } from './metric-table';

/** A row for each benchmark that a model of the run was put through; no group where there was none. */
export function benchmarkGroups(models: readonly ModelReport[]): MetricGroup[] {
  const all = models.flatMap(({ benchmarks }) => benchmarks);
  const names = [...new Set(all.map(({ name }) => name))];
  if (names.length === 0) return [];
  return [
    {
      title: 'In benchmarks',
      rows: names.map((name) => ({
        label: name,
        meaning: all.find((summary) => summary.name === name)?.headline?.figure ?? 'a program of yours',
        cell: ({ benchmarks }) => cellOf(benchmarks.find((summary) => summary.name === name)),
      })),
    },
  ];
}

function cellOf(summary: BenchmarkSummary | undefined): Html | string {
  if (!summary) return '–';
  const { headline, questions, unanswered, unread, truncated, selfJudged, failure, against } = summary;
  if (failure !== null) return html`failed<small>${failure}</small>`;
  if (headline === null) return 'done';
  const write = (figure: number | null) =>
    headline.unit === 'share' ? percent(figure) : decimal(figure, headline.unit === 'rating' ? 2 : 4);
  const range = headline.low === null ? null : html`<small>${write(headline.low)} to ${write(headline.high)}</small>`;
  const missing = [
    [unanswered, 'unanswered'],
    [unread, 'without a verdict'],
    [truncated, 'cut at the limit'],
  ] as const;
  return html`${write(headline.value)}${range}<small>n ${whole(questions)}</small>
    ${against.map((paired) => html`<small>${pairedText(paired, headline.unit)}</small>`)}
    ${missing.map(([count, what]) => (count > 0 ? html`<small>${whole(count)} ${what}</small>` : null))}
    ${selfJudged === true ? html`<small class="flag">self-judged</small>` : null}`;
}

/** The difference from an older model on the same questions, and how likely chance alone makes one as large. */
function pairedText(
  { model, difference, pValue }: BenchmarkSummary['against'][number],
  unit: Headline['unit'],
): string {
  const change = difference?.estimate ?? null;
  const written =
    change === null ? '–' : unit === 'share' ? points(change) : `${change < 0 ? '' : '+'}${decimal(change)}`;
  return `${written} v ${modelLabel(model)}, p ${pValue.toPrecision(2)}`;
}
