import { againstBaseline, againstPrevious } from './accepted-models';
import { percent, whole } from './numbers';
import type { ComparisonReport, ModelReport } from './data/model-data';
import type { ReportData } from './report-data';

const COLUMNS: readonly { title: string; cell: (model: ModelReport) => string }[] = [
  { title: 'model', cell: ({ name, replaced }) => (replaced ? `${name} (replaced)` : name) },
  { title: 'accuracy', cell: ({ evaluation }) => percent(evaluation?.pairwiseAccuracy.value) },
  { title: 'parse rate', cell: ({ evaluation }) => percent(evaluation?.parseRate) },
  { title: 'length', cell: ({ evaluation }) => whole(evaluation?.answers?.meanCharacters) },
  { title: 'v previous', cell: (model) => comparisonCell(againstPrevious(model)) },
  { title: 'v SFT baseline', cell: (model) => comparisonCell(againstBaseline(model)) },
];

/** The models of a run as aligned plain text, for a terminal. */
export function modelsTable({ models }: ReportData): string {
  if (models.length === 0) return 'No model is there yet.';
  const rows = [COLUMNS.map(({ title }) => title), ...models.map((model) => COLUMNS.map(({ cell }) => cell(model)))];
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => align(cell, column, widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [...lines, '', legend(models)].join('\n');
}

function align(cell: string, column: number, width: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}

function comparisonCell(comparison: ComparisonReport | undefined): string {
  if (!comparison) return '–';
  const { winRate, wins, ties, losses, selfJudged } = comparison;
  return `${percent(winRate)} (${wins}-${ties}-${losses})${selfJudged ? '*' : ''}`;
}

function legend(models: readonly ModelReport[]): string {
  const lines = [
    'accuracy: agreement with people on held-out reply pairs; length: mean characters of held-out answers;',
    'v: win rate (won-tied-lost)',
  ];
  const selfJudged = models.some((model) => model.comparisons.some((comparison) => comparison.selfJudged));
  return `${lines.join('\n')}${selfJudged ? '; * self-judged' : ''}`;
}
