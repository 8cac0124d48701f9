import { average } from './average';
import { kendallTauB, spearman } from './correlation';

/** Replies of one instruction that people ranked (0 is the best) and a judge scored. */
export interface ScoredGroup {
  replies: readonly { rank: number; score: number }[];
}

export type JudgeMetricName = 'pairwiseAccuracy' | 'tieRate' | 'bestOf5' | 'exactMatch' | 'spearman' | 'kendallTauB';

export interface JudgeMetrics {
  /** Null where no instruction defines the metric. */
  metrics: Record<JudgeMetricName, number | null>;
  /** How many instructions each metric is an average over. */
  instructions: Record<JudgeMetricName, number>;
}

/**
 * How far a judge agrees with people (2401.10020): each metric is computed per instruction with at least two scored
 * replies, then averaged over the instructions where it is defined.
 */
export function judgeMetrics(groups: readonly ScoredGroup[]): JudgeMetrics {
  const usable = groups.filter(({ replies }) => replies.length >= 2);
  const values = usable.map(metricsOfGroup);
  const averageOf = (name: JudgeMetricName) => average(values.flatMap((value) => value[name] ?? []));
  const countOf = (name: JudgeMetricName) => values.filter((value) => value[name] !== null).length;
  return { metrics: perMetric(averageOf), instructions: perMetric(countOf) };
}

function metricsOfGroup({ replies }: ScoredGroup): Record<JudgeMetricName, number | null> {
  const gaps = replies.flatMap((better) =>
    replies.filter((worse) => better.rank < worse.rank).map((worse) => better.score - worse.score),
  );
  const fives = replies.filter(({ score }) => score === 5);
  const scores = replies.map(({ score }) => score);
  // Rank 0 is the best, so that agreement is positive only against the negated ranks.
  const preference = replies.map(({ rank }) => -rank);
  return {
    /** A tied pair counts one half: the judge does no better on it than a coin. */
    pairwiseAccuracy: average(gaps.map((gap) => (gap > 0 ? 1 : gap === 0 ? 0.5 : 0))),
    tieRate: average(gaps.map((gap) => (gap === 0 ? 1 : 0))),
    bestOf5: average(fives.map(({ rank }) => (rank === 0 ? 1 : 0))),
    exactMatch: gaps.length === 0 ? null : gaps.every((gap) => gap > 0) ? 1 : 0,
    spearman: spearman(scores, preference),
    kendallTauB: kendallTauB(scores, preference),
  };
}

function perMetric<Value>(valueOf: (name: JudgeMetricName) => Value): Record<JudgeMetricName, Value> {
  return {
    pairwiseAccuracy: valueOf('pairwiseAccuracy'),
    tieRate: valueOf('tieRate'),
    bestOf5: valueOf('bestOf5'),
    exactMatch: valueOf('exactMatch'),
    spearman: valueOf('spearman'),
    kendallTauB: valueOf('kendallTauB'),
  };
}
