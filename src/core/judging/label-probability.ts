import { sigmoid } from '../statistics/bernoulli';

/** Verdicts after reasoning come out near 0 and 1; the paper holds them to this range (2212.08073). */
const AFTER_REASONING = { low: 0.4, high: 0.6 };

/** P(A) / (P(A) + P(B)) from the log-probabilities (nats) of the two label tokens. */
export function labelProbability({ logpA, logpB }: { logpA: number; logpB: number }): number {
  return sigmoid(logpA - logpB);
}

/** In terms of the responses: the mean of the orders that were asked, the first response standing in slot A in the forward one. */
export function probabilityOfFirst({ forward, backward }: { forward: number; backward?: number }): number {
  return backward === undefined ? forward : (forward + 1 - backward) / 2;
}

/** Probabilities without reasoning before them are well calibrated and stay as they are. */
export function clampAfterReasoning(
  probability: number,
  isReasoned: boolean,
): { probability: number; clamped: boolean } {
  const within = Math.min(AFTER_REASONING.high, Math.max(AFTER_REASONING.low, probability));
  return isReasoned ? { probability: within, clamped: within !== probability } : { probability, clamped: false };
}
