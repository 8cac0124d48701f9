import { join } from 'node:path';
import type { RecipeInput } from '../../../src/recipes/recipe';
import type { Endpoint } from '../../../src/recipes/sections';

/** Methods that are scored from outside: by an engine and by a program that the run does not manage. */
const SCORED_FROM_OUTSIDE: Readonly<Record<string, (outside: Endpoint) => Partial<RecipeInput>>> = {
  'iterative-dpo': (outside) => ({
    roles: { judge: outside },
    critics: [{ kind: 'judge', prompt: 'multiple-choice' }],
  }),
  'rejection-sampling': ({ url }) => ({
    critics: [{ kind: 'http', url: `${url}/score` }],
    selection: { kind: 'best-of-n', critic: 'http' },
  }),
};

/** A method as its preset has it, with what it needs of a person, and short walks. */
export function methodRecipe(method: string, outside: Endpoint): Partial<RecipeInput> {
  return {
    method,
    data: { pairs: join(__dirname, '../../methods/pairs.jsonl') },
    process: { width: 3, maxSteps: 3 },
    ...SCORED_FROM_OUTSIDE[method]?.(outside),
  };
}
