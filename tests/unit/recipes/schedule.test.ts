import { InvalidRecipeError, recipeAt, resolveRecipe } from '../../../src/recipes/recipe';

const base = {
  run: 'x',
  selection: { kind: 'length-controlled', rho: 0.1, longestChosenCharacters: 500 },
  dpo: { learningRate: 1e-6 },
};

const at = (schedule: object[], iteration: number) => recipeAt(resolveRecipe({ ...base, schedule }), iteration);

function problemsOf(input: object) {
  try {
    resolveRecipe(input);
  } catch (error) {
    if (error instanceof InvalidRecipeError) return error.problems;
    throw error;
  }
  return [];
}

describe('recipeAt', () => {
  it('is the recipe itself where nothing changes', () => {
    const recipe = resolveRecipe({ ...base, schedule: [{ from: 3, set: { dpo: { beta: 1 } } }] });
    expect(recipeAt(recipe, 2)).toBe(recipe);
    expect(recipeAt(recipe, 3)).toEqual({ ...recipe, dpo: { ...recipe.dpo, beta: 1 } });
  });

  it('holds changes from their iteration on, later entries over earlier ones', () => {
    const schedule = [
      { from: 2, set: { dpo: { learningRate: 2e-6, beta: 0.2 } } },
      { from: 3, set: { dpo: { learningRate: 3e-6 } } },
    ];
    expect([1, 2, 3, 9].map((iteration) => at(schedule, iteration).dpo)).toEqual(
      [
        { learningRate: 1e-6, beta: 0.1 },
        { learningRate: 2e-6, beta: 0.2 },
        { learningRate: 3e-6, beta: 0.2 },
        { learningRate: 3e-6, beta: 0.2 },
      ].map((changed) => expect.objectContaining(changed) as unknown),
    );
  });

  it('takes a field back to its default with null, also one that has none', () => {
    const schedule = [{ from: 2, set: { dpo: { learningRate: null }, selection: { longestChosenCharacters: null } } }];
    expect(at(schedule, 2).selection).toEqual({ kind: 'length-controlled', critic: 'judge', rho: 0.1 });
    expect(
      at(
        [
          { from: 2, set: { dpo: { warmupRatio: 0.5 } } },
          { from: 3, set: { dpo: { warmupRatio: null } } },
        ],
        3,
      ).dpo,
    ).toMatchObject({ warmupRatio: 0 });
    expect(at([{ from: 2, set: { dpo: null } }], 2).dpo.learningRate).toBe(1e-6);
  });
});

describe('a schedule with problems', () => {
  it('names entry and field of each', () => {
    const schedule = [
      { from: 1, set: { dpo: { beta: 0.2 } } },
      { from: 2, set: { dpo: { beta: -1, betta: 1 }, selection: { rho: 0.7 } } },
    ];
    expect(problemsOf({ ...base, schedule }).map(({ path }) => path)).toEqual([
      'schedule.1.set.selection.rho',
      'schedule.1.set.dpo.beta',
      'schedule.1.set.dpo.betta',
    ]);
  });

  it('names a rule between fields that it breaks', () => {
    const schedule = [{ from: 2, set: { critics: [{ kind: 'implicit' }] } }];
    expect(problemsOf({ ...base, schedule })).toEqual([
      { path: 'schedule.0.set.critics', message: 'must have judge: selection length-controlled rests on it' },
    ]);
  });
});
