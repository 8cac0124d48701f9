import type { LabelledRecords } from '../core/selection/add-records';
import type { Recipe } from '../recipes/recipe';
import { InvalidInputError } from './errors';

/** @throws InvalidInputError when a rule selects nothing, or what was recorded is not what it selects from. */
export function requireSelectable(
  { kind }: Recipe['selection'],
  { responses, feedback = [] }: Pick<LabelledRecords, 'responses' | 'feedback'>,
): void {
  const hasSteps = feedback.some((said) => said.kind === 'solution');
  if (kind === 'given')
    refuse('selection given takes the pairs of a data set as they are, so that there is nothing to select again');
  if (kind === 'prompts-alone')
    refuse('selection prompts-alone hands prompts to PPO and makes no pair, so that there is nothing to select');
  if (kind === 'steps') {
    if (!hasSteps)
      refuse('selection steps takes the steps of solutions; give the files of feedback-steps/ as --feedback');
  } else if (responses.length === 0) {
    refuse(
      hasSteps
        ? `selection ${kind} takes responses, and there are none: solutions were written step by step, and of these no ` +
            'rule but steps can select'
        : `selection ${kind} takes responses, and the files given as --responses have no row`,
    );
  }
}

function refuse(why: string): never {
  throw new InvalidInputError(why);
}
