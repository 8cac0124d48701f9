import type { BenchmarkSummary } from './benchmark-result';

/** A share that is lower by this much is told of: self-rewarding may cost skills that it does not reward (methods sheet, 17, row 7). */
const FALL = 0.02;

/** Tells people of a benchmark in which a model is clearly below the model before it; of a program nothing is known. */
export function fallNotes(
  model: string,
  { name, headline, against }: BenchmarkSummary,
  previous: string | undefined,
): string[] {
  const estimate = against.find((other) => other.model === previous)?.difference?.estimate ?? 0;
  if (headline?.unit !== 'share' || estimate > -FALL) return [];
  return [`${name}: ${model} is ${(-100 * estimate).toFixed(1)} points below ${previous ?? ''}`];
}
