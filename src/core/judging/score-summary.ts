import type { JudgementOutcome } from '../records';
import { average } from '../statistics/average';
import { roundScore } from '../statistics/score-arithmetic';

/** What the judgements of one response say together. Unparsed ones count as such and never as a score. */
export interface ScoreSummary {
  valid: number;
  unparsed: number;
  /** Null without a valid judgement. */
  mean: number | null;
  /** Of the valid scores, around their mean; null without one. */
  variance: number | null;
}

export function summarise(judgements: readonly { outcome: JudgementOutcome }[]): ScoreSummary {
  // Sorted, because a sum of decimals depends on its order and equal judgements must have equal means.
  const scores = judgements
    .flatMap(({ outcome }) => (outcome.kind === 'scored' ? [outcome.score] : []))
    .toSorted((a, b) => a - b);
  const unparsed = judgements.length - scores.length;
  const mean = average(scores);
  if (mean === null) return { valid: 0, unparsed, mean: null, variance: null };
  const variance = average(scores.map((score) => (score - mean) ** 2));
  return { valid: scores.length, unparsed, mean: roundScore(mean), variance: roundScore(variance ?? 0) };
}
