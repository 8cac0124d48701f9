import { recipeSchema } from '../recipes/recipe';
import { InvalidInputError } from './errors';

/** The name of a run as it was typed. @throws InvalidInputError, also because a name becomes part of paths and queries. */
export function runName(typed: string): string {
  const result = recipeSchema.shape.run.safeParse(typed);
  if (result.success) return result.data;
  throw new InvalidInputError(
    `"${typed}" is no name of a run: ${result.error.issues.map(({ message }) => message).join(', ')}`,
  );
}
