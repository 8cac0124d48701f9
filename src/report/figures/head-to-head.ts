import { againstBaseline, againstPrevious, comparedCount } from '../accepted-models';
import { modelLabel, percent } from '../numbers';
import type { ComparisonReport, ModelReport } from '../data/model-data';
import { categories, grid, legend, shares, still } from './axes';
import type { Plot } from './figure';

/** More bars than this are not readable; the table has the others. */
const MOST_BARS = 8;

const OUTCOMES = [
  { key: 'wins', name: 'won', color: 'var(--won)', ink: 'var(--on-won)' },
  { key: 'ties', name: 'tied', color: 'var(--tied)', ink: 'var(--text)' },
  { key: 'losses', name: 'lost', color: 'var(--lost)', ink: 'var(--on-lost)' },
  { key: 'nulls', name: 'no verdict', color: 'var(--grid)', ink: 'var(--text)' },
] as const;

/** Whose answers the judge preferred. Undefined before any comparison. */
export function headToHeadFigure(models: readonly ModelReport[]): Plot | undefined {
  const bars = models
    .flatMap((model) =>
      [againstPrevious(model), againstBaseline(model)].flatMap((comparison) =>
        comparison
          ? [{ name: model.name, label: `${modelLabel(model.name)} v ${modelLabel(comparison.older)}`, comparison }]
          : [],
      ),
    )
    .slice(-MOST_BARS);
  if (bars.length === 0) return undefined;
  const selfJudged = bars.some(({ comparison }) => comparison.selfJudged);
  return {
    name: 'head-to-head',
    title: 'Answers, head to head',
    description: bars.map(({ label, comparison }) => `${label}: win rate ${percent(comparison.winRate)}`).join(', '),
    ...(selfJudged
      ? { note: 'Self-judged: the newer model is also the judge. Each pair is asked in both orders.' }
      : {}),
    table: {
      columns: ['model', 'against', 'won', 'tied', 'lost', 'no verdict', 'win rate', 'self-judged'],
      rows: bars.map(({ name, comparison: { older, wins, ties, losses, nulls, winRate, selfJudged: own } }) => [
        name,
        older,
        wins,
        ties,
        losses,
        nulls,
        winRate,
        own ? 'yes' : 'no',
      ]),
    },
    option: {
      grid: { ...grid, left: 66 },
      legend,
      xAxis: shares(),
      yAxis: { ...categories(bars.map(({ label }) => label)), inverse: true },
      series: OUTCOMES.filter(({ key }) => key !== 'nulls' || bars.some(({ comparison }) => comparison.nulls > 0)).map(
        ({ key, name, color, ink }) => ({
          ...still,
          type: 'bar' as const,
          name,
          stack: 'outcomes',
          color,
          barMaxWidth: 22,
          data: bars.map(({ comparison }) => share(comparison, comparison[key])),
          label: {
            show: true,
            color: ink,
            fontSize: 11,
            formatter: ({ dataIndex }: { dataIndex: number }) => {
              const comparison = bars[dataIndex]?.comparison;
              return comparison && share(comparison, comparison[key]) >= 0.08 ? String(comparison[key]) : '';
            },
          },
        }),
      ),
    },
  };
}

function share(comparison: ComparisonReport, part: number): number {
  return part / Math.max(1, comparedCount(comparison) + comparison.nulls);
}
