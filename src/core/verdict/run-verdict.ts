import { createRandom, deriveSeed } from '../seeds';
import type { StepFigures } from './step-figures';
import { stepVerdict, type StepVerdict } from './step-verdict';

/**
 * Whether each model is better than the one before it. `seed` is the recipe's; what is said of a step does not depend
 * on the other steps. A longer stride, such as the newest model against M_1, is one more step.
 */
export function runVerdict(steps: readonly StepFigures[], seed: number): StepVerdict[] {
  return steps.map((step) => {
    const purpose = `verdict/${step.newer}/${step.older}`;
    const random = createRandom(deriveSeed({ run: String(seed), iteration: 0, promptId: '', purpose }));
    return stepVerdict(step, random);
  });
}

export type { StepFigures, StepVerdict };
