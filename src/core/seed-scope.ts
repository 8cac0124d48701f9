import type { deriveSeed } from './seeds';

/**
 * The part of a seed that an iteration fixes. It rests on the recipe's seed and not on the run's name, so that a run
 * under a new name can find the recorded calls of an old one.
 */
export function seedScope(input: {
  seed: number;
  iteration: number;
  attempt: number;
}): Omit<Parameters<typeof deriveSeed>[0], 'promptId' | 'purpose'> {
  return { run: String(input.seed), iteration: input.iteration, attempt: input.attempt };
}
