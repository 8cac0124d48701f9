import { digestOf } from '../../../src/core/digest';
import { recipeDigest } from '../../../src/recipes/recipe-digest';
import { recipeSchema, resolveRecipe } from '../../../src/recipes/recipe';

const stored = resolveRecipe({ run: 'x', iterations: 2 });

it('is that of earlier versions, whatever fields a later one fills in', () => {
  const { overOptimisation: _, ...ppo } = stored.ppo;
  const earlier = { ...stored, ppo };
  const digest = recipeDigest(JSON.stringify(earlier));
  expect(digest).toBe(digestOf({ ...earlier, iterations: undefined }));
  expect(recipeSchema.parse(earlier)).toEqual(stored);
  expect(digest).not.toBe(recipeDigest(JSON.stringify(stored)));
});

it('stays the same when a run is extended, and not when anything else changes', () => {
  const digest = recipeDigest(JSON.stringify(stored));
  expect(recipeDigest(JSON.stringify({ ...stored, iterations: 9 }))).toBe(digest);
  expect(recipeDigest(JSON.stringify({ ...stored, seed: 2 }))).not.toBe(digest);
});
