import type { Headline } from '../../core/benchmarks/benchmark-result';
import type { Interval } from '../../core/statistics/bootstrap';

export function shareHeadline(figure: string, interval: Interval | null): Headline {
  return headline(figure, 'share', interval);
}

export function headline(figure: string, unit: Headline['unit'], interval: Interval | null): Headline {
  return { figure, unit, value: interval?.estimate ?? null, low: interval?.low ?? null, high: interval?.high ?? null };
}
