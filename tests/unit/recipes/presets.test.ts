import { methods } from '../../../src/recipes/registry/methods';
import { recipeAt, resolveRecipe, type Recipe } from '../../../src/recipes/recipe';
import { SHEETS, type Part } from './method-sheets';

/** The recipe of a method, with what no preset can give. */
function recipeOf(method: string): Recipe {
  return resolveRecipe({ run: 'x', method, data: { pairs: 'pairs.jsonl' } });
}

it.each(Object.entries(SHEETS).map(([name, { section, says }]) => ({ name, section, says })))(
  'the preset $name states the values of its sheet (methods section $section)',
  ({ name, says }) => {
    expect(recipeOf(name)).toMatchObject({ ...says, method: name });
  },
);

it.each([...methods().values()])(
  'the preset $name resolves in each of its iterations, and has a sheet here',
  (method) => {
    expect(Object.keys(SHEETS)).toContain(method.name);
    const recipe = recipeOf(method.name);
    for (let iteration = 1; iteration <= recipe.iterations; iteration += 1) {
      expect(recipeAt(recipe, iteration)).toMatchObject({ method: method.name, run: 'x' });
    }
  },
);

it.each<[what: string, method: string, says: Part]>([
  ['every model starts from M_1 (row 1)', 'self-rewarding', { initFrom: 'anchor', anchor: 'ift-and-eft' }],
  [
    'the SFT baseline writes the judgements of EFT that the seed has not (row 2)',
    'self-rewarding',
    { anchor: 'ift-and-eft', eft: { judgements: 'as-needed', resamples: 4 } },
  ],
  ['no score makes up more than 40 % of EFT (row 5)', 'self-rewarding', { eft: { modalScoreCap: 0.4 } }],
  ['one confidence holds for all pairs (row 15)', 'cream', { selection: { source: { kind: 'average' } } }],
  ['the reward model is frozen while PPO goes on (row 17)', 'rlhf', { rewardModel: { retrain: false } }],
  ['two rounds follow M_1 (row 20)', 'self-rewarding', { iterations: 2 }],
])('by default %s, where accounts of the methods disagree (methods section 17)', (_, method, says) => {
  expect(recipeOf(method)).toMatchObject(says);
});

describe('what changes from iteration to iteration', () => {
  const each = <Value>(method: string, of: (recipe: Recipe) => Value) =>
    [1, 2, 3, 4].map((iteration) => of(recipeAt(recipeOf(method), iteration)));

  it('of meta-rewarding: rho, length filters, and judge pairs in the first two alone (methods section 4 and section 19)', () => {
    const control = { kind: 'length-controlled', critic: 'judge' };
    const balanced = { prior: 0.01, largestScoreShare: 0.4 };
    expect(each('meta-rewarding', ({ selection }) => selection)).toEqual([
      {
        ...control,
        rho: 0,
        longestChosenCharacters: 2500,
        judgePairs: { ...balanced, longestJudgementCharacters: 1100 },
      },
      { ...control, rho: 0.32, judgePairs: { ...balanced, longestJudgementCharacters: 1000 } },
      { ...control, rho: 0.32 },
      { ...control, rho: 0.4 },
    ]);
    expect(each('meta-rewarding', ({ critics }) => critics.map(({ kind }) => kind))).toEqual([
      ['judge', 'meta-judge'],
      ['judge', 'meta-judge'],
      ['judge'],
      ['judge'],
    ]);
  });

  it('of SPIN: rate and beta (methods section 8)', () => {
    expect(each('spin', ({ dpo }) => [dpo.learningRate, dpo.beta])).toEqual([
      [5e-7, 0.1],
      [5e-7, 0.1],
      [1e-7, 0.1],
      [1e-7, 5],
    ]);
  });
});
