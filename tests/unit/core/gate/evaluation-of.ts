import type { ModelEvaluation } from '../../../../src/core/statistics/model-evaluation';

/** An evaluation with the figures that a test is about. */
export function evaluationOf({
  accuracy = 0.6,
  parseRate = 0.9,
  meanCharacters = 100,
}: {
  accuracy?: number | null;
  parseRate?: number | null;
  meanCharacters?: number | null;
}): ModelEvaluation {
  const instructions = { pairwiseAccuracy: 20, tieRate: 20, bestOf5: 0, exactMatch: 20, spearman: 20, kendallTauB: 20 };
  const metrics = {
    pairwiseAccuracy: accuracy,
    tieRate: 0.1,
    bestOf5: null,
    exactMatch: 0.2,
    spearman: 0.3,
    kendallTauB: 0.2,
  };
  const counts = { groups: 20, replies: 60, repliesWithoutScore: 0, judgements: 60, unparsed: 0, constrained: 0 };
  return {
    model: 'M2',
    judge: { metrics, instructions, parseRate, counts },
    quarantined: 0,
    answers: { count: 10, meanCharacters, truncated: 0 },
  };
}
