import type { LogProbabilityRecord } from '../feedback-records';
import { sigmoid } from '../statistics/bernoulli';

export interface ImplicitSettings {
  /** Digests. With one model as both, every probability is 1/2. */
  models: { current: string; reference: string };
  /** Whether the log-ratio is divided by the number of tokens, against a preference for length. */
  isLengthNormalised: boolean;
  /** Makes a probability of the difference; 1 suits normalised log-ratios and 0.1 sums. */
  scale: number;
}

/** Length-normalised (methods sheet, 7). */
export const implicitDefaults = { isLengthNormalised: true, scale: 1 };

/**
 * How probable it is by the model's own log-ratio to its reference that the first of two responses is better: p_i of
 * 2502.08922. Null without the log-probabilities, or without a token to normalise by.
 */
export function implicitPreference(
  ofFirst: readonly LogProbabilityRecord[],
  ofSecond: readonly LogProbabilityRecord[],
  settings: ImplicitSettings,
): { probability: number; feedbackIds: string[] } | null {
  const [first, second] = [logRatio(ofFirst, settings), logRatio(ofSecond, settings)];
  if (!first || !second) return null;
  return {
    probability: sigmoid(settings.scale * (first.value - second.value)),
    feedbackIds: [...first.feedbackIds, ...second.feedbackIds],
  };
}

function logRatio(records: readonly LogProbabilityRecord[], { models, isLengthNormalised }: ImplicitSettings) {
  const current = records.find(({ model }) => model === models.current);
  const reference = records.find(({ model }) => model === models.reference);
  if (!current || !reference || (isLengthNormalised && current.tokens === 0)) return null;
  const ratio = current.logp - reference.logp;
  return {
    value: isLengthNormalised ? ratio / current.tokens : ratio,
    feedbackIds: [...new Set([current.id, reference.id])],
  };
}
