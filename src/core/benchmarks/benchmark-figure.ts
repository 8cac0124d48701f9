import type { BenchmarkSummary } from './benchmark-result';

/** The headline of a benchmark in a few words, with who judged and what is missing. */
export function benchmarkFigure({ headline, selfJudged, unanswered, unread, failure }: BenchmarkSummary): string {
  if (failure !== null) return 'failed';
  if (headline === null) return 'done';
  const { unit, value, low, high } = headline;
  const number = (figure: number) =>
    unit === 'share' ? (100 * figure).toFixed(1) : figure.toFixed(unit === 'rating' ? 2 : 4);
  const flags = [
    ...(selfJudged === true ? ['self-judged'] : []),
    ...(unanswered > 0 ? [`${unanswered} unanswered`] : []),
    ...(unread > 0 ? [`${unread} unread`] : []),
  ];
  const range = low === null || high === null ? '' : ` (${number(low)} to ${number(high)})`;
  const shown = value === null ? '–' : `${number(value)}${unit === 'share' ? ' %' : ''}${range}`;
  return [shown, ...flags].join(', ');
}
