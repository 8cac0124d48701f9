import type { EftGroup, JudgementRecord, ResponseRecord, VerdictRecord } from '../records';
import { judgeMetrics } from '../statistics/judge-metrics';
import { scoredGroups } from '../statistics/judge-evaluation';
import type { LengthComparison } from '../statistics/length-slope';
import { textLength } from '../text-length';

/** Two models measured on the same held-out items, so that what makes an item easy or hard for both cancels out. */
export interface StepFigures {
  newer: string;
  older: string;
  /** Pairwise accuracy (0 to 1) on every held-out instruction for which both models have one. */
  accuracy: readonly { older: number; newer: number }[];
  /** Answers to the same prompts; the first one is the newer model's. */
  answers: readonly LengthComparison[];
  /** Whether one of the two models compared the answers. */
  selfJudged: boolean;
}

export interface EvaluatedModel {
  name: string;
  /** Of the held-out replies. */
  judgements: readonly JudgementRecord[];
  /** To the held-out prompts, one each. */
  answers: readonly ResponseRecord[];
}

/** The figures of a step from the records of its evaluations; `verdicts` compare newer (first) with older. */
export function stepFigures(step: {
  groups: readonly EftGroup[];
  newer: EvaluatedModel;
  older: EvaluatedModel;
  verdicts: readonly VerdictRecord[];
  selfJudged: boolean;
}): StepFigures {
  const { groups, newer, older, verdicts, selfJudged } = step;
  const [before, after] = [accuracies(groups, older.judgements), accuracies(groups, newer.judgements)];
  const [olderLength, newerLength] = [lengths(older.answers), lengths(newer.answers)];
  return {
    newer: newer.name,
    older: older.name,
    accuracy: before.flatMap((value, index) => {
      const changed = after[index] ?? null;
      return value === null || changed === null ? [] : [{ older: value, newer: changed }];
    }),
    answers: verdicts.flatMap(({ promptId, winner }) => {
      const [firstLength, secondLength] = [newerLength.get(promptId), olderLength.get(promptId)];
      return firstLength === undefined || secondLength === undefined ? [] : [{ winner, firstLength, secondLength }];
    }),
    selfJudged,
  };
}

function accuracies(groups: readonly EftGroup[], judgements: readonly JudgementRecord[]): (number | null)[] {
  return scoredGroups(groups, judgements).map((group) => judgeMetrics([group]).metrics.pairwiseAccuracy);
}

function lengths(answers: readonly ResponseRecord[]): ReadonlyMap<string, number> {
  return new Map(answers.map(({ promptId, text }) => [promptId, textLength(text)]));
}
