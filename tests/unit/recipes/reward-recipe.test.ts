import { InvalidRecipeError, resolveRecipe } from '../../../src/recipes/recipe';
import { usesRewardModel } from '../../../src/recipes/uses-reward-model';

const rlhf = (changes: object) => resolveRecipe({ run: 'x', method: 'rlhf', ...changes });

function problemsOf(work: () => unknown): string[] {
  try {
    work();
  } catch (error) {
    if (error instanceof InvalidRecipeError) return error.problems.map(({ path, message }) => `${path} ${message}`);
    throw error;
  }
  return [];
}

describe('the preset rlhf (methods section 10)', () => {
  it('has the values of 2203.02155', () => {
    const { rewardModel, ppo, dpoReference, critics } = rlhf({});
    expect(rewardModel).toMatchObject({ learningRate: 9e-6, minimumLearningRate: 9e-7, epochs: 1, batchSize: 64 });
    expect(ppo).toMatchObject({ beta: 0.02, clipRange: 0.2, gaeLambda: 0.95, temperature: 1, klLimit: 10 });
    expect(ppo).toMatchObject({ batchSize: 512, minibatchSize: 64, missingEndReward: -1, valueLearningRate: 9e-6 });
    expect(ppo).toMatchObject({ emaDecay: 0.992, pretraining: { weight: 27.8, perEpisode: 8 } });
    expect([dpoReference, critics]).toEqual(['anchor', []]);
  });

  it.each<[string, object, string]>([
    ['pairs', { selection: { kind: 'best-and-worst' }, critics: [{ kind: 'judge' }] }, 'objective.kind ppo goes with'],
    ['no room for a prompt', { ppo: { maxResponseTokens: 1024 } }, 'ppo.maxResponseTokens must leave room'],
    [
      'an adapter',
      { tuning: { kind: 'lora', merge: false }, serving: { strategy: 'lora' }, initFrom: 'base' },
      'tuning.merge must be true for ppo',
    ],
  ])('is refused with %s', (_, changes, problem) => {
    const problems = problemsOf(() => rlhf(changes));
    expect(problems).toEqual([expect.stringContaining(problem)]);
  });
});

it('refuses texts of the pretraining where nothing is trained by ppo', () => {
  expect(problemsOf(() => resolveRecipe({ run: 'x', data: { pretraining: 'texts.jsonl' } }))).toEqual([
    'data.pretraining is read for objective ppo alone',
  ]);
});

describe('usesRewardModel', () => {
  it.each<[string, object, boolean]>([
    ['ppo', { method: 'rlhf' }, true],
    ['DPO', {}, false],
    [
      'ppo from an iteration on',
      { schedule: [{ from: 2, set: { selection: { kind: 'prompts-alone' }, objective: { kind: 'ppo' } } }] },
      true,
    ],
  ])('with %s', (_, recipe, expected) => {
    expect(usesRewardModel(resolveRecipe({ run: 'x', ...recipe }))).toBe(expected);
  });

  it('is false of a recipe of an earlier version', () => {
    expect(usesRewardModel({})).toBe(false);
  });
});
