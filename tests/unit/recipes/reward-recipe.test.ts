import { InvalidRecipeError, resolveRecipe } from '../../../src/recipes/recipe';
import { usesRankedRewardModel, usesRewardModel } from '../../../src/recipes/uses-reward-model';

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

describe('a reward model of preferences (methods section 9 steps 4 and 5)', () => {
  const cai = (changes: object) => resolveRecipe({ run: 'x', method: 'cai', ...changes });
  const byPpo = { objective: { kind: 'ppo' }, rewardModel: { from: 'preferences' } };

  it("has the preset cai learn by the numbers of rlhf's PPO, from pairs that are compared as before", () => {
    const { rewardModel, ppo, selection, critics, dpoReference } = cai(byPpo);
    expect([{ ...rewardModel, from: undefined }, ppo]).toEqual([rlhf({}).rewardModel, rlhf({}).ppo]);
    const { selection: compared, critics: asked } = cai({});
    expect([selection, critics, dpoReference]).toEqual([compared, asked, 'anchor']);
  });

  it.each<[string, object, string]>([
    ['no objective ppo', { rewardModel: byPpo.rewardModel }, 'rewardModel.from preferences make a reward model for'],
    [
      'objective ppo and no source',
      { objective: byPpo.objective },
      'objective.kind ppo goes with selection prompts-alone where rewardModel.from is ranks, got soft-preference',
    ],
    [
      'nothing compared',
      { ...byPpo, selection: { kind: 'prompts-alone' } },
      'objective.kind ppo goes with selection soft-preference where rewardModel.from is preferences, got prompts-alone',
    ],
    ['ranks beside ranks', { rewardModel: { withRanks: true } }, 'rewardModel.withRanks goes with rewardModel.from'],
    ['nothing to learn from', { selection: { kind: 'prompts-alone' } }, 'objective.kind must be ppo with selection'],
    ['guard rails', { ...byPpo, safety: {} }, 'safety does not go with objective ppo'],
    ['pairs kept back', { ...byPpo, validation: { share: 0.1 } }, 'validation must be left out with objective ppo'],
  ])('is refused with %s', (_, changes, problem) => {
    expect(problemsOf(() => cai(changes))).toEqual([expect.stringContaining(problem)]);
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

describe('usesRankedRewardModel', () => {
  const from = (first: number, set: object) => ({ method: 'cai', schedule: [{ from: first, set }] });
  const byPreferences = { objective: { kind: 'ppo' }, rewardModel: { from: 'preferences' } };

  it.each<[string, object, boolean]>([
    ['ppo by ranks', { method: 'rlhf' }, true],
    ['ppo by preferences', { method: 'cai', ...byPreferences }, false],
    ['ppo by preferences from an iteration on', from(2, byPreferences), false],
    [
      'ranks before preferences',
      {
        ...from(2, { ...byPreferences, selection: { kind: 'soft-preference' } }),
        objective: { kind: 'ppo' },
        selection: { kind: 'prompts-alone' },
      },
      true,
    ],
    ['DPO', { method: 'cai' }, false],
  ])('with %s', (_, recipe, expected) => {
    expect(usesRankedRewardModel(resolveRecipe({ run: 'x', ...recipe }))).toBe(expected);
  });

  it('is true of a recipe whose version knew ranks alone', () => {
    expect(usesRankedRewardModel({ objective: { kind: 'ppo' }, rewardModel: { retrain: false } })).toBe(true);
  });
});
