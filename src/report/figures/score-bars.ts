import type { Bin } from '../data/parts';
import { compact, whole } from '../numbers';
import { categories, grid, still, values } from './axes';
import type { Plot } from './figure';

/** How scores of any scale are spread; `counted` says what each is of. */
export function scoreBars(bins: readonly Bin[], counted: string): Pick<Plot, 'description' | 'table' | 'option'> {
  return {
    description: bins.map(({ from, to, count }) => `${compact(from)} to ${compact(to)}: ${count}`).join(', '),
    table: { columns: ['from', 'to', counted], rows: bins.map(({ from, to, count }) => [from, to, count]) },
    option: {
      grid: { ...grid, top: 22 },
      xAxis: categories(
        bins.map(({ from }) => String(Math.round(from * 1000) / 1000).replace('-', '−')),
        'auto',
      ),
      yAxis: values({ format: (value) => whole(value) }),
      series: [
        {
          ...still,
          type: 'bar',
          color: 'var(--series-1)',
          barCategoryGap: '8%',
          data: bins.map(({ count }) => count),
        },
      ],
    },
  };
}
