import type { ByLabels } from '../../core/benchmarks/measure-by-label';
import type { LabelWinRate } from '../../core/benchmarks/win-rates-by-label';
import { share, shareRange } from './figures';
import { tableLines } from './table';

const WAYS = [
  { way: 'topic', heading: 'topic' },
  { way: 'complexity', heading: 'complexity' },
  { way: 'expectedLength', heading: 'expected length' },
] as const;

export function labelWinRateLines(rates: ByLabels<LabelWinRate>): string[] {
  return labelTables(
    rates,
    ['n', 'win rate', '95 % interval', 'without a preference'],
    ({ compared, nulls }) => compared + nulls > 0,
    ({ compared, winRate, nulls }) => [String(compared), share(winRate?.estimate), shareRange(winRate), String(nulls)],
  );
}

/** How `questions` questions divide. */
export function labelCountLines(counts: ByLabels<number>, questions: number): string[] {
  return labelTables(
    counts,
    ['n', 'share'],
    (count) => count > 0,
    (count) => [String(count), share(count / questions)],
  );
}

/** A table for each way of labelling; what has no label comes last, where there is any. */
function labelTables<Value>(
  values: ByLabels<Value>,
  columns: readonly string[],
  isAny: (value: Value) => boolean,
  cells: (value: Value) => string[],
): string[] {
  return WAYS.flatMap(({ way, heading }) => {
    const { buckets, unread, unlabelled } = values[way];
    const rest = [
      { label: 'label not read', value: unread },
      { label: 'no label', value: unlabelled },
    ].filter(({ value }) => isAny(value));
    const rows = [...buckets, ...rest].map(({ label, value }) => [label, ...cells(value)]);
    return ['', ...tableLines([[heading, ...columns], ...rows])];
  });
}
