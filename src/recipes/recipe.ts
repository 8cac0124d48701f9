import type { z } from 'zod';
import { isSection, mergeRecipes } from './merge-recipes';
import { methods } from './registry/methods';
import type { RecipeProblem } from './recipe-problem';
import { crossFieldProblems } from './recipe-problems';
import { recipeSchema, type Recipe, type RecipeInput } from './recipe-schema';

export { recipeSchema, type Recipe, type RecipeInput };

const DEFAULT_METHOD = 'self-rewarding';

/** Thrown when an input is no recipe; it lists every problem by field path. */
export class InvalidRecipeError extends Error {
  override readonly name = 'InvalidRecipeError';
  constructor(readonly problems: readonly RecipeProblem[]) {
    super(['The recipe has problems:', ...problems.map(({ path, message }) => `- ${path}: ${message}`)].join('\n'));
  }
}

/**
 * Fills a recipe: what a person typed, over the preset of its method, over the defaults.
 * @throws InvalidRecipeError with every problem at once
 */
export function resolveRecipe(input: unknown): Recipe {
  const recipe = parseRecipe(mergeRecipes(presetOf(input), input));
  const problems = recipe.schedule.flatMap(({ from }, index) => {
    try {
      recipeAt(recipe, from);
      return [];
    } catch (error) {
      if (!(error instanceof InvalidRecipeError)) throw error;
      return error.problems.map(({ path, message }) => ({ path: `schedule.${index}.set.${path}`, message }));
    }
  });
  if (problems.length > 0) throw new InvalidRecipeError(problems);
  return recipe;
}

/** The recipe as its schedule has it in an iteration. */
export function recipeAt(recipe: Recipe, iteration: number): Recipe {
  const changes = recipe.schedule.filter(({ from }) => from <= iteration);
  if (changes.length === 0) return recipe;
  return parseRecipe(withoutNulls(changes.reduce((merged: unknown, { set }) => mergeRecipes(merged, set), recipe)));
}

/** A schedule takes a field back to its default with null, as a JSON merge patch does (RFC 7396). */
function withoutNulls(value: unknown): unknown {
  if (!isSection(value)) return value;
  const kept = Object.entries(value).filter(([, field]) => field !== null);
  return Object.fromEntries(kept.map(([name, field]) => [name, withoutNulls(field)]));
}

function presetOf(input: unknown): unknown {
  const name = isSection(input) && input['method'] !== undefined ? input['method'] : DEFAULT_METHOD;
  const known = methods();
  const preset = typeof name === 'string' ? known.get(name) : undefined;
  if (preset) return { ...preset.recipe, method: preset.name };
  const message = `must be one of ${[...known.keys()].join(', ')}`;
  throw new InvalidRecipeError([{ path: 'method', message }]);
}

/** Checks a whole recipe, to which no preset is added. @throws InvalidRecipeError */
export function parseRecipe(input: unknown): Recipe {
  const result = recipeSchema.safeParse(input);
  const crossField = result.success ? crossFieldProblems(result.data) : [];
  if (result.success && crossField.length === 0) return result.data;
  throw new InvalidRecipeError([...(result.success ? [] : result.error.issues.flatMap(problemsOf)), ...crossField]);
}

function problemsOf(issue: z.core.$ZodIssue): RecipeProblem[] {
  const path = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...issue.path, key].join('.'), message: 'is not a field of the recipe' }));
  }
  return [{ path: path === '' ? '(input)' : path, message: issue.message }];
}
