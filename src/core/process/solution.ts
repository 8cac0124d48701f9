/** A solution that is written step by step, each chosen among several (2503.03746). Pure: whoever samples and judges calls `advance`. */
import type { ComparisonRecord } from '../feedback-records';
import type { PromptRecord, SampledResponse } from '../records';
import type { Random } from '../seeds';
import { chooseExtremes } from '../selection/choose-extremes';
import type { DiscardReason } from '../selection/eligible-responses';
import { scoreCandidates, type ScoredCandidate, type StepReward } from './score-candidates';

/** A possible next step. `isFinal` says that the solution ends with it. */
export type StepCandidate = SampledResponse & { isFinal: boolean };

/** One side of a choice. */
export interface StepSide {
  id: string;
  text: string;
  wins: number;
  /** How probable it is that the step is correct, and the score that this and the wins give; where the recipe asks. */
  reward?: { probability: number; score: number };
}

/** A step that was chosen, over which one. */
export interface ChosenStep {
  chosen: StepSide;
  rejected: StepSide;
  feedbackIds: string[];
}

export interface Solution {
  prompt: Pick<PromptRecord, 'id' | 'text'>;
  steps: readonly ChosenStep[];
  /** Why candidates were not taken, in the order in which it happened; as long as the number of roll-backs. */
  rollBacks: readonly DiscardReason[];
  /** `step-limit` and `roll-back-limit` keep the steps that were taken. */
  status: 'open' | 'finished' | 'step-limit' | 'roll-back-limit';
}

export interface SolutionLimits {
  maximumSteps: number;
  maximumRollBacks: number;
}

/** The paper's number of steps; the number of roll-backs is ours, because it gives none. */
export const solutionLimits: SolutionLimits = { maximumSteps: 20, maximumRollBacks: 5 };

export function openSolution(prompt: Solution['prompt']): Solution {
  return { prompt, steps: [], rollBacks: [], status: 'open' };
}

/** The text that the next step goes on from. */
export function prefixOf({ steps }: Pick<Solution, 'steps'>): string {
  return steps.map(({ chosen }) => chosen.text).join('');
}

/** What the next draws are for: a step that is taken again after a roll-back has seeds of its own. */
export function drawPurpose({ steps, rollBacks }: Solution, kind: string): string {
  return `${kind}/step-${steps.length}/roll-back-${rollBacks.length}`;
}

/**
 * Goes on with the candidate that scores most, which makes a pair with the one that scores least. When they are equal, or
 * none may be chosen, the step before is dropped with its pair and taken again.
 */
export function advance(
  solution: Solution,
  {
    candidates,
    comparisons,
    reward,
  }: {
    candidates: readonly StepCandidate[];
    comparisons: readonly ComparisonRecord[];
    reward?: StepReward | undefined;
  },
  { random, limits = solutionLimits }: { random: Random; limits?: SolutionLimits },
): Solution {
  if (solution.status !== 'open') return solution;
  const extremes = chooseExtremes(scoreCandidates(candidates, comparisons, reward), random);
  if (extremes.kind === 'none') return rolledBack(solution, extremes.reason, limits);
  const { best, worst } = extremes;
  const steps = [
    ...solution.steps,
    { chosen: sideOf(best), rejected: sideOf(worst), feedbackIds: restsOn(comparisons, best, worst) },
  ];
  return { ...solution, steps, status: statusAfter(steps.length, best.response.isFinal, limits) };
}

function rolledBack(solution: Solution, reason: DiscardReason, { maximumRollBacks }: SolutionLimits): Solution {
  if (solution.rollBacks.length >= maximumRollBacks) return { ...solution, status: 'roll-back-limit' };
  return { ...solution, steps: solution.steps.slice(0, -1), rollBacks: [...solution.rollBacks, reason] };
}

function statusAfter(steps: number, isFinal: boolean, { maximumSteps }: SolutionLimits): Solution['status'] {
  if (isFinal) return 'finished';
  return steps >= maximumSteps ? 'step-limit' : 'open';
}

function sideOf({ response, wins, probability, score }: ScoredCandidate): StepSide {
  const { id, text } = response;
  return { id, text, wins, ...(probability === undefined ? {} : { reward: { probability, score } }) };
}

function restsOn(comparisons: readonly ComparisonRecord[], best: ScoredCandidate, worst: ScoredCandidate): string[] {
  const ids = new Set([best.response.id, worst.response.id]);
  return comparisons
    .flatMap(({ id, firstId, secondId }) => (ids.has(firstId) || ids.has(secondId) ? [id] : []))
    .toSorted();
}
