import { confidence, type ConfidenceClamp, type ConfidenceSource } from '../consistency/confidence';
import { implicitRewards, type ImplicitReward, type RewardModels } from '../consistency/implicit-rewards';
import { rankingAgreement, type ConsistencyMetric, type RankingAgreement } from '../consistency/ranking-agreement';
import type { LogProbabilityRecord } from '../feedback-records';
import { meanOf } from '../statistics/score-arithmetic';
import { chooseExtremes } from './choose-extremes';
import { noneDiscarded, type DiscardReason } from './eligible-responses';
import { orderedPair } from './example-parts';
import type { SoftPairRecord } from './example-records';
import {
  selectByPrompt,
  sumCounts,
  type IterationRecords,
  type PromptCandidates,
  type SelectedExamples,
} from './select-by-prompt';

export interface ConsistencySettings {
  models: RewardModels;
  metric: ConsistencyMetric;
  source: ConfidenceSource;
  clamp: ConfidenceClamp;
}

/** `no-consistency`: no prompt of the iteration could be ranked by both models. */
export type ConsistencyDiscard = DiscardReason | 'no-consistency';

export interface ConsistencyFigures extends RankingAgreement {
  /** By the chosen metric, before any clamp. The other members are means over the prompts, for comparison. */
  consistency: number | null;
  /** Prompts that were measured, and that were not. */
  measured: number;
  unmeasured: number;
}

export interface ConsistentPairs extends SelectedExamples<SoftPairRecord, ConsistencyDiscard> {
  figures: ConsistencyFigures;
}

/** What the prompts of a shard say before the confidence, which may rest on all shards, is known. */
export interface RankedPrompts {
  pairs: Omit<SoftPairRecord, 'confidence'>[];
  discarded: Record<DiscardReason, number>;
  agreements: Map<string, RankingAgreement>;
}

/**
 * CREAM (2410.12735): the response with the highest implicit reward against the one with the lowest, and on every pair
 * the confidence that the model and the one before it rank responses alike.
 */
export function selectConsistent(
  records: IterationRecords<LogProbabilityRecord>,
  settings: ConsistencySettings,
): ConsistentPairs {
  return withConfidence([rankByReward(records, settings.models)], settings);
}

export function rankByReward(records: IterationRecords<LogProbabilityRecord>, models: RewardModels): RankedPrompts {
  const agreements = new Map<string, RankingAgreement>();
  const { examples, discarded } = selectByPrompt<LogProbabilityRecord, RankedPrompts['pairs'][number], DiscardReason>(
    records,
    {
      purpose: 'consistency',
      none: noneDiscarded,
      select: (candidates) => {
        const ids = new Set(candidates.responses.map(({ id }) => id));
        const rewards = implicitRewards(candidates.feedback, models).filter(({ responseId }) => ids.has(responseId));
        agreements.set(candidates.prompt.id, agreementOf(rewards));
        return pairOf(candidates, rewards);
      },
    },
  );
  return { pairs: examples, discarded, agreements };
}

/** Shard by shard in the order of the prompts: a confidence is the iteration's and not the shard's. */
export function withConfidence(
  shards: readonly RankedPrompts[],
  { metric, source, clamp }: Omit<ConsistencySettings, 'models'>,
): ConsistentPairs {
  const agreements = shards.flatMap((shard) => [...shard.agreements]);
  const measured = new Map(agreements.map(([promptId, agreement]) => [promptId, agreement[metric]]));
  const { unclamped, of } = confidence(measured, { source, clamp });
  const pairs = shards.flatMap((shard) => shard.pairs);
  const examples = pairs.flatMap((pair) => {
    const ofPair = of(pair.promptId);
    return ofPair === null ? [] : [{ ...pair, confidence: ofPair }];
  });
  const discarded = {
    ...sumCounts(
      shards.map((shard) => shard.discarded),
      noneDiscarded,
    ),
    'no-consistency': pairs.length - examples.length,
  };
  return {
    examples,
    discarded,
    figures: figuresOf(
      agreements.map(([, agreement]) => agreement),
      metric,
      unclamped,
    ),
  };
}

function agreementOf(rewards: readonly ImplicitReward[]): RankingAgreement {
  const both = rewards.flatMap(({ reward, previousReward }) =>
    previousReward === null ? [] : [[reward, previousReward] as const],
  );
  return rankingAgreement(
    both.map(([now]) => now),
    both.map(([, before]) => before),
  );
}

function pairOf(
  candidates: PromptCandidates<LogProbabilityRecord>,
  rewards: readonly ImplicitReward[],
): { examples: RankedPrompts['pairs']; discarded: DiscardReason[] } {
  const rewardOf = new Map(rewards.map((reward) => [reward.responseId, reward]));
  const scored = candidates.responses.flatMap((response) => {
    const reward = rewardOf.get(response.id);
    return reward ? [{ response, score: reward.reward, feedbackIds: reward.feedbackIds }] : [];
  });
  const extremes = chooseExtremes(scored, candidates.random);
  if (extremes.kind === 'none') return { examples: [], discarded: [extremes.reason] };
  const { best, worst } = extremes;
  const feedbackIds = [...best.feedbackIds, ...worst.feedbackIds];
  const pair = {
    ...orderedPair(candidates, { chosen: best.response, rejected: worst.response, feedbackIds }),
    chosenScore: best.score,
    rejectedScore: worst.score,
  };
  return { examples: [pair], discarded: [] };
}

function figuresOf(
  agreements: readonly RankingAgreement[],
  metric: ConsistencyMetric,
  consistency: number | null,
): ConsistencyFigures {
  const mean = (of: ConsistencyMetric) => meanOf(agreements.flatMap((agreement) => agreement[of] ?? []));
  const measured = agreements.filter((agreement) => agreement[metric] !== null).length;
  return {
    consistency,
    kendall: mean('kendall'),
    spearman: mean('spearman'),
    'top-order': mean('top-order'),
    measured,
    unmeasured: agreements.length - measured,
  };
}
