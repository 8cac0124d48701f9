import { visibleText } from '../../core/visible-text';
import type { IterationReport } from '../data/iteration-data';
import { anchorOf, iterationLabel } from '../iteration-anchor';
import { percent, whole } from '../numbers';
import { categories, grid, legend, still, values } from './axes';
import type { Plot } from './figure';

const SIDES = [
  { side: 'generated', color: 'var(--series-1)' },
  { side: 'seed', color: 'var(--series-2)' },
] as const;
type Side = (typeof SIDES)[number]['side'];

/** Whether generated prompts ask for the same kinds of things as the seed. Undefined where none was generated. */
export function promptCategoriesFigure(iteration: IterationReport): Plot | undefined {
  const { diversity, generated } = iteration.prompts;
  if (!diversity || generated === 0) return undefined;
  const rows = diversity.categories;
  const total = (side: Side) => rows.reduce((sum, row) => sum + row[side], 0);
  const share = (row: (typeof rows)[number], side: Side) => (total(side) === 0 ? null : row[side] / total(side));
  // Plots show it without the escapes of the page.
  const axis = categories(rows.map(({ category }) => visibleText(category)));
  return {
    name: `prompt-categories-${anchorOf(iteration)}`,
    title: `What prompts ask for, iteration ${iterationLabel(iteration)}`,
    description: rows
      .map((row) => `${row.category}: ${percent(share(row, 'generated'))}, of the seed ${percent(share(row, 'seed'))}`)
      .join(', '),
    note: `${whole(total('generated'))} generated prompts and ${whole(total('seed'))} of the seed, by their first verb or question word.`,
    table: {
      columns: ['category', 'generated', 'seed', 'generated share', 'seed share'],
      rows: rows.map((row) => [row.category, row.generated, row.seed, share(row, 'generated'), share(row, 'seed')]),
    },
    option: {
      grid: { ...grid, left: 62, top: 22 },
      legend,
      // Small enough for a label on every line.
      yAxis: { ...axis, inverse: true, axisLabel: { ...axis.axisLabel, fontSize: 9, hideOverlap: false } },
      xAxis: values({ format: (value) => `${Math.round(value * 100)} %` }),
      series: SIDES.map(({ side, color }) => ({
        ...still,
        type: 'bar' as const,
        name: side,
        color,
        barCategoryGap: '20%',
        data: rows.map((row) => share(row, side)),
      })),
    },
  };
}
