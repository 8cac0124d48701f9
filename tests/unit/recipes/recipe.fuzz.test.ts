import * as fc from 'fast-check';
import { InvalidRecipeError, recipeSchema, resolveRecipe } from '../../../src/recipes/recipe';
import { testEvery, thrownBy } from '../../fuzz';
import { anyValue, changedAt, recipeWith, WRONG_FIELDS } from './near-recipe';

describe('resolveRecipe', () => {
  testEvery(
    'fills every valid recipe, and leaves a filled one as it is',
    recipeWith(),
    (typed) => {
      const resolved = resolveRecipe(typed);
      const again = resolveRecipe(JSON.parse(JSON.stringify(resolved)));
      if (JSON.stringify(again) !== JSON.stringify(resolved)) throw new Error('a resolved recipe resolves to another');
      for (const [name, value] of Object.entries(typed)) {
        if (typeof value !== 'object' && JSON.stringify(Reflect.get(resolved, name)) !== JSON.stringify(value))
          throw new Error(`${name} was changed`);
      }
    },
    5_000,
  );

  testEvery(
    'names the field of a recipe that is wrong in one',
    fc.tuple(recipeWith(), fc.constantFrom(...WRONG_FIELDS)),
    ([typed, [path, value]]) => {
      const error = thrownBy(() => resolveRecipe(changedAt(typed, path.split('.'), value)));
      if (!(error instanceof InvalidRecipeError)) throw new Error(`accepted, or ${String(error)}`);
      if (!error.problems.some((problem) => problem.path === path)) throw new Error(error.message);
    },
    15_000,
  );

  const fields = [
    ...Object.keys(recipeSchema.shape),
    'prompts.sampling',
    'responses.perPrompt',
    'roles.judge',
    'dpo.beta',
    'gate.rules',
    'data.ift',
    'tuning.kind',
    '__proto__',
    'constructor',
    'toString',
  ];
  testEvery(
    'refuses or fills anything, and then is within bounds',
    fc.tuple(recipeWith(), anyValue),
    ([typed, value]) => {
      for (const path of fields) fillOrRefuse(changedAt(typed, path.split('.'), value));
    },
    1_800,
  );
});

function fillOrRefuse(input: object): void {
  let resolved;
  try {
    resolved = resolveRecipe(input);
  } catch (error) {
    if (!(error instanceof InvalidRecipeError) || error.problems.length === 0) throw error;
    if (error.problems.some(({ path: named, message }) => named === '' || message === ''))
      throw new Error(error.message, { cause: error });
    return;
  }
  const { run, iterations, seed, responses, judgements, dpo, prompts, labelling } = resolved;
  const within = [
    /^[a-z0-9][a-z0-9-]{0,62}$/.test(run),
    Number.isInteger(iterations) && iterations >= 0 && iterations <= 100,
    Number.isInteger(seed) && seed >= 0 && seed < 2 ** 31,
    responses.perPrompt >= (resolved.selection.kind === 'best-and-worst' ? 2 : 1) && responses.perPrompt <= 64,
    judgements.perResponse >= 1 && (judgements.minimumValid ?? 1) <= judgements.perResponse,
    dpo.beta > 0 && Number.isFinite(dpo.beta) && dpo.learningRate > 0,
    prompts.sampling.topP > 0 && prompts.sampling.topP <= 1 && prompts.sampling.temperature <= 2,
    labelling.shardSize >= 1 && labelling.shardSize <= 10_000,
    Object.getPrototypeOf(resolved) === Object.prototype,
  ];
  if (within.includes(false)) throw new Error(`accepted ${JSON.stringify(resolved)}`);
}
