import type { ScoreRecord } from '../feedback-records';
import { labelProbability, probabilityOfFirst, type LabelLogps, type OptionOrder } from '../judging/label-probability';
import { solutionScore, type StepAggregation } from './solution-score';

/** What the judge said of a step in both orders; null where it named no label. */
export type StepLabels = Readonly<Record<OptionOrder, LabelLogps>>;

/** How probable it is that a step is correct; null where either order could not be read. */
export function stepProbability({ forward, backward }: StepLabels): number | null {
  if (!forward || !backward) return null;
  return probabilityOfFirst({ forward: labelProbability(forward), backward: labelProbability(backward) });
}

/** The score of a solution from the probabilities of its steps; none where there is no step, or one could not be read. */
export function scoreSteps(
  steps: readonly StepLabels[],
  aggregation: StepAggregation,
): Pick<ScoreRecord, 'score' | 'reason' | 'steps'> {
  const probabilities = steps.flatMap((labels) => stepProbability(labels) ?? []);
  if (probabilities.length < steps.length) return { score: null, reason: 'unread-step' };
  const score = solutionScore(probabilities, aggregation);
  return score === null ? { score, reason: 'no-step' } : { score, steps: probabilities };
}
