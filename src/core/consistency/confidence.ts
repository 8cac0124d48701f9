import { meanOf } from '../statistics/score-arithmetic';

/**
 * Where the confidence C of a pair comes from (2410.12735): one for all prompts of the iteration, one for each prompt, or
 * a number that someone chose.
 */
export type ConfidenceSource = { kind: 'average' } | { kind: 'dynamic' } | { kind: 'fixed'; value: number };

/** The theory's C is never below 1/2 but an estimate can be, and then the loss prefers the rejected response. */
export type ConfidenceClamp = 'none' | 'at-least-half';

export interface Confidence {
  /** As measured, before any clamp; null when no prompt could be measured. */
  unclamped: number | null;
  /** Of the pairs of a prompt; null when there is nothing to go by. A prompt that was not measured has the mean of the others. */
  of: (promptId: string) => number | null;
}

/** A fixed value is meant as it is: only estimates are clamped. */
export function confidence(
  measured: ReadonlyMap<string, number | null>,
  { source, clamp }: { source: ConfidenceSource; clamp: ConfidenceClamp },
): Confidence {
  const unclamped = meanOf([...measured.values()].filter((value) => value !== null));
  const clamped = (value: number | null) =>
    value !== null && clamp === 'at-least-half' ? Math.max(0.5, value) : value;
  switch (source.kind) {
    case 'fixed':
      return { unclamped, of: () => source.value };
    case 'average':
      return { unclamped, of: () => clamped(unclamped) };
    case 'dynamic':
      return { unclamped, of: (promptId) => clamped(measured.get(promptId) ?? unclamped) };
  }
}
