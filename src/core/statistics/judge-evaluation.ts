import { z } from 'zod';
import { groupBy } from '../group-by';
import { summarise } from '../judging/score-summary';
import type { EftGroup, JudgementRecord } from '../records';
import { judgeMetrics } from './judge-metrics';

const perMetric = <Schema extends z.ZodType>(schema: Schema) =>
  z.strictObject({
    pairwiseAccuracy: schema,
    tieRate: schema,
    bestOf5: schema,
    exactMatch: schema,
    spearman: schema,
    kendallTauB: schema,
  });

/** How well a model judges replies that people ranked. */
export const judgeEvaluationSchema = z.strictObject({
  metrics: perMetric(z.number().nullable()),
  /** How many instructions each metric is an average over. */
  instructions: perMetric(z.int()),
  /** Share of first-asked judgements that had a score. */
  parseRate: z.number().nullable(),
  counts: z.strictObject({
    groups: z.int(),
    replies: z.int(),
    /** Replies without a valid judgement take part in no metric. */
    repliesWithoutScore: z.int(),
    judgements: z.int(),
    unparsed: z.int(),
    constrained: z.int(),
  }),
});
export type JudgeEvaluation = z.infer<typeof judgeEvaluationSchema>;

/** Every reply with the mean of its valid judgements; those without one are left out. */
export function scoredGroups(
  groups: readonly EftGroup[],
  judgements: readonly JudgementRecord[],
): { replies: { rank: number; score: number }[] }[] {
  const byReply = groupBy(judgements, ({ promptId, responseId }) => JSON.stringify([promptId, responseId]));
  return groups.map((group) => ({
    replies: group.replies.flatMap(({ id, rank }) => {
      const { mean } = summarise(byReply.get(JSON.stringify([group.id, id])) ?? []);
      return mean === null ? [] : [{ rank, score: mean }];
    }),
  }));
}

/** Compares the order that the scores give with the people's. */
export function evaluateJudge(groups: readonly EftGroup[], judgements: readonly JudgementRecord[]): JudgeEvaluation {
  const scored = scoredGroups(groups, judgements);
  const replies = groups.reduce((sum, group) => sum + group.replies.length, 0);
  const repliesWithScore = scored.reduce((sum, group) => sum + group.replies.length, 0);
  const parsedAtFirst = judgements.filter(({ attempt, outcome }) => attempt === 1 && outcome.kind === 'scored').length;
  return {
    ...judgeMetrics(scored),
    parseRate: judgements.length === 0 ? null : parsedAtFirst / judgements.length,
    counts: {
      groups: groups.length,
      replies,
      repliesWithoutScore: replies - repliesWithScore,
      judgements: judgements.length,
      unparsed: judgements.filter(({ outcome }) => outcome.kind === 'unparsed').length,
      constrained: judgements.filter(({ outcome }) => outcome.kind === 'scored' && outcome.constrained).length,
    },
  };
}
