import type { z } from 'zod';
import type { verdictSchema } from '../records';
import type { Slot } from './parse-verdict';

export type Verdict = z.infer<typeof verdictSchema>;

/** From slots to models: in the forward order the first model's answer stands in slot A, in the backward order in slot B. */
export function verdictOf(slot: Slot | null, order: 'forward' | 'backward'): Verdict {
  if (slot === null) return 'null';
  if (slot === 'tie') return 'tie';
  return (slot === 'A') === (order === 'forward') ? 'first' : 'second';
}

/**
 * Agreeing orders give a win, disagreeing ones or a declared tie give a tie (2306.05685). A null in either order makes
 * the comparison null, because a missing answer is no evidence that the models are equal.
 */
export function combineVerdicts(forward: Verdict, backward: Verdict): Verdict {
  if (forward === 'null' || backward === 'null') return 'null';
  return forward === backward ? forward : 'tie';
}

/** What a verdict gives the first model, a tie half; nothing where it could not be read. */
export function shareOfFirst(verdict: Verdict): number[] {
  switch (verdict) {
    case 'first':
      return [1];
    case 'second':
      return [0];
    case 'tie':
      return [0.5];
    case 'null':
      return [];
  }
}
