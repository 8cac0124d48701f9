import { recipeSchema, resolveRecipe } from '../../../src/recipes/recipe';
import { objectiveOf } from '../../../src/workflows/objective-of';

const selectionOf = (selection: object) => resolveRecipe({ run: 'x', method: 'scir', selection }).selection;
const objectiveFor = (objective: object) => resolveRecipe({ run: 'x', method: 'scir-online', objective });

describe('the scale of implicit rewards (methods section 7)', () => {
  it.each([
    [{}, 1],
    [{ lengthNormalised: true }, 1],
    [{ lengthNormalised: false }, 0.1],
    [{ lengthNormalised: false, scale: 2 }, 2],
    [{ scale: 2 }, 2],
  ])('of %j is %d', (typed, scale) => {
    expect(selectionOf(typed)).toMatchObject({ kind: 'agreement', scale });
    const recipe = objectiveFor(typed);
    expect(recipe.objective).toMatchObject({ kind: 'scir', scale });
    expect(objectiveOf(recipe).hyperparameters).toMatchObject({ implicitScale: scale });
  });

  it('stays what a resolved recipe of an earlier version says', () => {
    const sums = { lengthNormalised: false, scale: 1 };
    const recipe = objectiveFor(sums);
    const stored = { ...recipe, selection: { kind: 'agreement', ...sums }, objective: { kind: 'scir', ...sums } };
    const { selection, objective } = recipeSchema.parse(stored);
    expect([selection, objective]).toMatchObject([sums, sums]);
  });
});
