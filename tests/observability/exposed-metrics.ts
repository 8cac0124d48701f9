import { parseExpression } from './promql';
import { usedExpressions } from './used-expressions';

const SERIES_OF = { histogram: ['_bucket', '_sum', '_count'], summary: ['', '_sum', '_count'] } as const;

/** The series that a page of metrics has or will have: those of every family that it declares. */
export function exposedMetrics(page: string): Set<string> {
  const names = [...page.matchAll(/^# TYPE (\S+) (\S+)$/gm)].flatMap(([, name = '', type]) =>
    type === 'histogram' || type === 'summary' ? SERIES_OF[type].map((suffix) => name + suffix) : [name],
  );
  return new Set(names);
}

/** The metrics that the dashboard or an alert rule uses and that none of the pages has. */
export function missingMetrics(pages: readonly string[]): string[] {
  const exposed = new Set(pages.flatMap((page) => [...exposedMetrics(page)]));
  const used = usedExpressions.flatMap(([, expression]) => parseExpression(expression).metrics.map(({ name }) => name));
  return [...new Set(used)].filter((name) => !exposed.has(name)).toSorted();
}
