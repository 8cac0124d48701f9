import type { z } from 'zod';
import { selfRewardingSchema } from './self-rewarding';

/** One entry a method. */
const methods = { 'self-rewarding': selfRewardingSchema } as const;

export type Method = keyof typeof methods;
export type Recipe = z.output<typeof selfRewardingSchema>;
/** What a person types: everything but `run` has a default. */
export type RecipeInput = z.input<typeof selfRewardingSchema>;

export const methodNames = Object.keys(methods).toSorted();

/** The resolved recipe as it is stored and as it travels through a history. */
export const recipeSchema = selfRewardingSchema;

/** Thrown when an input is no recipe; it lists every problem by field path. */
export class InvalidRecipeError extends Error {
  override readonly name = 'InvalidRecipeError';
  constructor(readonly problems: readonly { path: string; message: string }[]) {
    super(['The recipe has problems:', ...problems.map(({ path, message }) => `- ${path}: ${message}`)].join('\n'));
  }
}

/** Fills a recipe from what a person typed. @throws InvalidRecipeError with every problem at once. */
export function resolveRecipe(input: unknown): Recipe {
  const result = recipeSchema.safeParse(input);
  const crossField = result.success ? crossFieldProblems(result.data) : [];
  if (result.success && crossField.length === 0) return result.data;
  throw new InvalidRecipeError([...(result.success ? [] : result.error.issues.flatMap(problemsOf)), ...crossField]);
}

function crossFieldProblems(recipe: Recipe): { path: string; message: string }[] {
  const problems = [];
  if (recipe.serving.strategy === 'static' && recipe.serving.endpoints.length === 0) {
    problems.push({
      path: 'serving.endpoints',
      message: 'must name at least one server when serving.strategy is static',
    });
  }
  if (recipe.eft.judgements === 'external' && !recipe.roles.eftJudge) {
    problems.push({ path: 'roles.eftJudge', message: 'must be given when eft.judgements is external' });
  }
  const { minimumValid, perResponse } = recipe.judgements;
  if (minimumValid !== undefined && minimumValid > perResponse) {
    problems.push({
      path: 'judgements.minimumValid',
      message: `must be at most judgements.perResponse (${perResponse}), got ${minimumValid}`,
    });
  }
  const makesAdapters = recipe.tuning.kind === 'lora' && !recipe.tuning.merge;
  if (makesAdapters !== (recipe.serving.strategy === 'lora')) {
    problems.push({
      path: 'serving.strategy',
      message: 'lora goes with tuning {"kind": "lora", "merge": false}, and only with it',
    });
  }
  if (makesAdapters && recipe.initFrom !== 'base') {
    problems.push({ path: 'initFrom', message: 'must be base when models are adapters: each is trained on M_0' });
  }
  return problems;
}

function problemsOf(issue: z.core.$ZodIssue): { path: string; message: string }[] {
  const path = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...issue.path, key].join('.'), message: 'is not a field of the recipe' }));
  }
  return [{ path: path === '' ? '(input)' : path, message: issue.message }];
}
