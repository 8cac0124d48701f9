import { z } from 'zod';
import type { Random } from '../seeds';
import { sigmoid } from '../statistics/bernoulli';

/** Log-probabilities (nats) of the two labels; null where the reply holds neither. */
export const labelLogpsSchema = z.strictObject({ logpA: z.number(), logpB: z.number() }).nullable();
export type LabelLogps = z.infer<typeof labelLogpsSchema>;

/** In the forward order the first response is option A, in the backward order option B. */
export type OptionOrder = 'forward' | 'backward';

/** Verdicts after reasoning come out near 0 and 1; the paper holds them to this range (2212.08073). */
const AFTER_REASONING = { low: 0.4, high: 0.6 };

/** For a judge that is asked in one order alone: which one is drawn, so that a liking for a label cancels out over pairs. */
export function drawOrder(random: Random): OptionOrder {
  return random.pick(['forward', 'backward']);
}

export function optionsIn(order: OptionOrder, { first, second }: { first: string; second: string }) {
  return order === 'forward' ? { optionA: first, optionB: second } : { optionA: second, optionB: first };
}

/** P(A) / (P(A) + P(B)) from the log-probabilities (nats) of the two label tokens. */
export function labelProbability({ logpA, logpB }: NonNullable<LabelLogps>): number {
  return sigmoid(logpA - logpB);
}

/** In terms of the responses: from P(A) in one order, or the mean over both. */
export function probabilityOfFirst(probabilityOfA: { [order in OptionOrder]?: number }): number | null {
  const { forward, backward } = probabilityOfA;
  if (backward === undefined) return forward ?? null;
  return forward === undefined ? 1 - backward : (forward + 1 - backward) / 2;
}

/** Probabilities without reasoning before them are well calibrated and stay as they are. */
export function clampAfterReasoning(
  probability: number,
  isReasoned: boolean,
): { probability: number; clamped: boolean } {
  const within = Math.min(AFTER_REASONING.high, Math.max(AFTER_REASONING.low, probability));
  return isReasoned ? { probability: within, clamped: within !== probability } : { probability, clamped: false };
}
