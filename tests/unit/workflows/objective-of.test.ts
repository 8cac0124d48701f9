import type { ModelReference } from '../../../src/core/records';
import { resolveRecipe, type RecipeInput } from '../../../src/recipes/recipe';
import { objectiveOf, referenceOf } from '../../../src/workflows/objective-of';

const recipeOf = (changes: Partial<RecipeInput>) => resolveRecipe({ run: 'x', ...changes });
const model = (name: string): ModelReference => ({
  name,
  digest: `sha256:${name}`,
  path: `runs/x/models/${name}`,
  parent: null,
  madeBy: 'dpo',
});
const models = { base: model('M0'), anchor: model('M1') };

describe('objectiveOf', () => {
  it('tells the trainer the options of DPO, and nothing where they are left out (methods section 3)', () => {
    const options = { labelSmoothing: 0.1, loss: 'ipo', nllWeight: 0.5 } as const;
    const plain = recipeOf({});
    expect(objectiveOf(recipeOf({ objective: { kind: 'dpo', ...options } }))).toEqual({
      objective: 'dpo',
      hyperparameters: { ...plain.dpo, ...options },
    });
    expect(objectiveOf(plain)).toStrictEqual({ objective: 'dpo', hyperparameters: plain.dpo });
  });

  it('tells the trainer of SCIR in its own words (methods section 7)', () => {
    const objective = { kind: 'scir', delta: 0.1, scale: 2, consistencyWeight: 0.3, entropyWeight: 0 } as const;
    expect(objectiveOf(recipeOf({ method: 'scir-online', objective }))).toMatchObject({
      objective: 'scir',
      hyperparameters: {
        agreementMargin: 0.1,
        implicitScale: 2,
        consistencyWeight: 0.3,
        entropyWeight: 0,
        lengthNormalised: true,
        beta: 0.1,
      },
    });
  });
});

describe('referenceOf (methods section 0.2)', () => {
  it('of CREAM is the start checkpoint itself, whatever ranked the responses (methods section 19)', () => {
    expect(referenceOf(recipeOf({ method: 'cream' }), model('M2'), models)).toEqual({});
  });

  it.each([
    ['dpo', 'init', 'M2', undefined],
    ['dpo', 'anchor', 'M2', 'M1'],
    ['dpo', 'anchor', 'M1', 'M1'],
    ['scir', 'anchor', 'M2', 'M1'],
    // M_1 against itself would have no preference.
    ['scir', 'anchor', 'M1', 'M0'],
    ['scir', 'init', 'M1', undefined],
  ] as const)('of %s with dpoReference %s, started from %s, is %s', (kind, dpoReference, start, reference) => {
    const method = kind === 'scir' ? 'scir-online' : 'self-rewarding';
    const found = referenceOf(recipeOf({ method, dpoReference }), model(start), models);
    expect(found.reference?.name).toBe(reference);
  });
});
