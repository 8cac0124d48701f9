import type { LogProbabilityRecord } from '../feedback-records';
import { groupBy } from '../group-by';
import { roundScore } from '../statistics/score-arithmetic';

/** Digests of the models whose log-probabilities are compared. `previous` is null in the first iteration. */
export interface RewardModels {
  current: string;
  previous: string | null;
  base: string;
}

/** What the model, and the one before it, would pay for a response (2410.12735). */
export interface ImplicitReward {
  responseId: string;
  /** log p under the model - log p under the base model: the base model is the reference in every iteration. */
  reward: number;
  /** The same of the model before it. Null where it cannot be said. */
  previousReward: number | null;
  feedbackIds: string[];
}

/**
 * A response without the log-probabilities of the model and of the base model has no reward. The model before the first
 * one is the base model, whose reward is 0 for everything: there the base model's length-normalised log-probability
 * stands in, as in the authors' code.
 */
export function implicitRewards(
  records: readonly LogProbabilityRecord[],
  { current: now, previous: before, base: reference }: RewardModels,
): ImplicitReward[] {
  const isFirst = before === null || before === reference;
  const byResponse = groupBy(records, ({ responseId }) => responseId);
  return [...byResponse].flatMap(([responseId, said]) => {
    const by = (model: string) => said.find((record) => record.model === model);
    const [current, base] = [by(now), by(reference)];
    if (!current || !base) return [];
    const previous = isFirst ? undefined : by(before);
    return [
      {
        responseId,
        reward: roundScore(current.logp - base.logp),
        previousReward: isFirst ? perToken(base) : previous ? roundScore(previous.logp - base.logp) : null,
        feedbackIds: [current, base, previous].flatMap((record) => record?.id ?? []).toSorted(),
      },
    ];
  });
}

function perToken({ logp, tokens }: LogProbabilityRecord): number | null {
  return tokens === 0 ? null : roundScore(logp / tokens);
}
