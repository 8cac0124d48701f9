import type { FeedbackRecord } from '../feedback-records';
import { isVetoed } from '../process/solution-score';
import type { PromptRecord } from '../records';

/** The name under which a selection asks for the scores of all critics together. */
export const COMBINED = 'combined';

/** A critic that has a part in the scores of a prompt, if the prompt has its tag. */
export interface WeightedCritic {
  critic: string;
  weight: number;
  /** What its scores may be: they are put on the scale from 0 to 1. */
  range: { lowest: number; highest: number };
  tag?: string | undefined;
}

/** A critic whose scores below a number keep a response from being chosen. */
export interface Veto {
  critic: string;
  lowest: number;
}

/** What a recipe with several critics says of their scores. */
export interface Scoring {
  combined: WeightedCritic[];
  vetoes: Veto[];
}

/** Those whose scores count for a prompt. */
export function criticsFor({ tags = [] }: Pick<PromptRecord, 'tags'>, { combined }: Scoring): WeightedCritic[] {
  return combined.filter(({ tag }) => tag === undefined || tags.includes(tag));
}

/**
 * The responses that a critic keeps from being chosen, by id. Where it scored steps, the least probable one counts
 * (methods sheet, 11.3). One that it could not score is not vetoed.
 */
export function vetoedResponses(feedback: readonly FeedbackRecord[], { vetoes }: Scoring): Map<string, Veto> {
  const vetoed = new Map<string, Veto>();
  for (const said of feedback) {
    if (said.kind !== 'score' || said.score === null) continue;
    const { critic, score, steps = [score], responseId } = said;
    const veto = vetoes.find((each) => each.critic === critic);
    if (veto && isVetoed(steps, veto.lowest)) vetoed.set(responseId, veto);
  }
  return vetoed;
}
