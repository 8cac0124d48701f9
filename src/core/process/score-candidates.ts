import type { ComparisonRecord } from '../feedback-records';
import { byId } from '../selection/candidate-rules';
import { roundScore } from '../statistics/score-arithmetic';
import { isVetoed } from './solution-score';
import type { StepCandidate } from './solution';
import { stepWins } from './step-wins';

/** How the probability that a step is correct takes part in choosing it (methods sheet, 11.3). */
export interface StepReward {
  /** Its share beside that of the comparisons won. */
  weight: number;
  /** A step that is less probable is never chosen. */
  veto: number;
  /** By the id of the candidate; one that is not there has no score. */
  probabilities: ReadonlyMap<string, number>;
}

export interface ScoredCandidate {
  response: StepCandidate & { isVetoed: boolean };
  score: number;
  wins: number;
  probability?: number;
}

/** The number of comparisons won or, with a reward, (1 - weight) * share of them won + weight * probability. */
export function scoreCandidates(
  candidates: readonly StepCandidate[],
  comparisons: readonly ComparisonRecord[],
  reward?: StepReward,
): ScoredCandidate[] {
  const winsOf = stepWins(comparisons);
  const most = 2 * (candidates.length - 1);
  return candidates.toSorted(byId).flatMap((candidate): ScoredCandidate[] => {
    const wins = winsOf.get(candidate.id);
    if (wins === undefined) return [];
    if (!reward) return [{ response: { ...candidate, isVetoed: false }, score: wins, wins }];
    const probability = reward.probabilities.get(candidate.id);
    if (probability === undefined) return [];
    const response = { ...candidate, isVetoed: isVetoed([probability], reward.veto) };
    const score = roundScore(((1 - reward.weight) * wins) / most + reward.weight * probability);
    return [{ response, score, wins, probability }];
  });
}
