import { z } from 'zod';
import { digestOf } from '../core/digest';

const storedRecipe = z.record(z.string(), z.json());

/**
 * Names the recipe of a run, given as its file is written: a later version would fill in fields that this one did not have,
 * and the recipe would seem to be another one. Iterations may grow, so that they are no part of it.
 */
export function recipeDigest(text: string): string {
  const { iterations: _, ...recipe } = storedRecipe.parse(JSON.parse(text));
  return digestOf(recipe);
}
