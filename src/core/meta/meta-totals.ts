import type { MetaVerdictRecord } from '../feedback-records';
import type { Verdict } from '../judging/combine-verdicts';
import type { JudgementRecord } from '../records';
import { countOutcomes, tallyOutcomes, type OutcomeTally } from '../statistics/outcome-tally';
import { positionBiasOf, type PositionBias } from '../statistics/position-bias';
import { positionWeights, type PositionWeights } from './position-weights';

/** Counts of an iteration's judgements and of their comparisons, shard by shard. */
export interface MetaTotals {
  outcomes: OutcomeTally;
  /** Verdicts, of either order, between judgements whose scores differ; and those of them that the higher score won. */
  decided: number;
  higherScoreWon: number;
  /** Valid judgements per score. */
  scores: ReadonlyMap<number, number>;
}

/** What to watch: a judge that learns to give 5 shows in the last two (2407.19594 saw 98 % and a drift from 4.1 to 4.7). */
export interface MetaFigures extends PositionWeights {
  /** Comparisons, each of two calls, and calls that named no winner that could be read. */
  comparisons: number;
  nulls: number;
  positionBias: PositionBias;
  /** Null when no verdict was between different scores. */
  shareOfHigherScoreWinning: number | null;
  /** Over all valid judgements of the iteration; null without one. */
  meanJudgeScore: number | null;
}

export const noMetaTotals: MetaTotals = {
  outcomes: tallyOutcomes([]),
  decided: 0,
  higherScoreWon: 0,
  scores: new Map(),
};

export function addToTotals(
  totals: MetaTotals,
  { judgements, metaVerdicts }: { judgements: readonly JudgementRecord[]; metaVerdicts: readonly MetaVerdictRecord[] },
): MetaTotals {
  const scores = new Map(totals.scores);
  const scoreOf = new Map<string, number>();
  for (const { id, outcome } of judgements) {
    if (outcome.kind !== 'scored') continue;
    scoreOf.set(id, outcome.score);
    scores.set(outcome.score, (scores.get(outcome.score) ?? 0) + 1);
  }
  let { decided, higherScoreWon } = totals;
  for (const { firstId, secondId, forward, backward } of metaVerdicts) {
    const difference = (scoreOf.get(firstId) ?? 0) - (scoreOf.get(secondId) ?? 0);
    if (difference === 0) continue;
    const higher: Verdict = difference > 0 ? 'first' : 'second';
    const winners = [forward, backward].filter((winner) => winner === 'first' || winner === 'second');
    decided += winners.length;
    higherScoreWon += winners.filter((winner) => winner === higher).length;
  }
  return { outcomes: tallyOutcomes(metaVerdicts, totals.outcomes), decided, higherScoreWon, scores };
}

export function figuresOf({ outcomes, decided, higherScoreWon, scores }: MetaTotals): MetaFigures {
  const counts = [...scores].toSorted(([a], [b]) => a - b);
  const valid = counts.reduce((sum, [, count]) => sum + count, 0);
  const total = counts.reduce((sum, [score, count]) => sum + score * count, 0);
  return {
    comparisons: countOutcomes(outcomes, () => true),
    nulls:
      countOutcomes(outcomes, ({ forward }) => forward === 'null') +
      countOutcomes(outcomes, ({ backward }) => backward === 'null'),
    ...positionWeights(outcomes),
    positionBias: positionBiasOf(outcomes),
    shareOfHigherScoreWinning: decided === 0 ? null : higherScoreWon / decided,
    meanJudgeScore: valid === 0 ? null : total / valid,
  };
}
