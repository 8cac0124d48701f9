import { methods } from '../../../src/recipes/registry/methods';
import { recipeAt, resolveRecipe, type Recipe } from '../../../src/recipes/recipe';

type Part = { [Field in keyof Recipe]?: Recipe[Field] extends object ? object : Recipe[Field] };

/** What the sheets of the methods say, by preset; section numbers are those of the sheet. */
const SHEETS: Record<string, { section: number; says: Part }> = {
  'self-rewarding': {
    section: 1,
    says: {
      iterations: 2,
      anchor: 'ift-and-eft',
      initFrom: 'anchor',
      dpoReference: 'init',
      pairPool: 'current',
      prompts: { source: 'seed', shots: 8, sampling: { temperature: 0.6, topP: 0.9 } },
      responses: { perPrompt: 4, sampling: { temperature: 0.7, topP: 0.9 } },
      judgements: { perResponse: 3, sampling: { temperature: 0.7, topP: 0.9 } },
      critics: [{ kind: 'judge', prompt: 'additive' }],
      selection: { kind: 'best-and-worst', critic: 'judge' },
      objective: { kind: 'dpo' },
      eft: { resamples: 4, modalScoreCap: 0.4 },
      sft: { learningRate: 5.5e-6, minimumLearningRate: 1.1e-6, schedule: 'cosine', batchSize: 16, dropout: 0.1 },
      dpo: { learningRate: 1e-6, minimumLearningRate: 1e-7, batchSize: 16, dropout: 0.1, beta: 0.1 },
    },
  },
  'iterative-dpo': {
    section: 2,
    says: {
      anchor: 'ift',
      initFrom: 'previous',
      dpoReference: 'init',
      selection: { kind: 'best-and-worst' },
      objective: { kind: 'dpo' },
    },
  },
  'rejection-sampling': {
    section: 2,
    says: {
      anchor: 'ift',
      initFrom: 'previous',
      responses: { perPrompt: 8, sampling: { temperature: 1, topP: 1 } },
      selection: { kind: 'best-of-n', keep: 1 },
      objective: { kind: 'sft', seedShare: 0.5 },
    },
  },
  dpo: {
    section: 3,
    says: {
      iterations: 1,
      anchor: 'ift',
      prompts: { source: 'pairs' },
      critics: [],
      selection: { kind: 'given' },
      objective: { kind: 'dpo' },
      dpo: { learningRate: 1e-6, schedule: 'constant', warmupRatio: 0.1, batchSize: 64, beta: 0.1 },
    },
  },
  'meta-rewarding': {
    section: 4,
    says: {
      iterations: 4,
      anchor: 'eft',
      initFrom: 'previous',
      dpoReference: 'init',
      pairPool: 'current',
      responses: { perPrompt: 7, sampling: { temperature: 0.8, topP: 0.95 } },
      judgements: { perResponse: 11, sampling: { temperature: 0.8, topP: 0.95 } },
      critics: [
        { kind: 'judge', prompt: 'additive' },
        { kind: 'meta-judge', hideScores: false },
      ],
      objective: { kind: 'dpo' },
      validation: { share: 0.1, perEpoch: 1 },
      dpo: { learningRate: 5e-6, minimumLearningRate: 0, schedule: 'cosine', beta: 0.1, batchSize: 32, epochs: 10 },
    },
  },
  dno: {
    section: 5,
    says: {
      iterations: 3,
      initFrom: 'previous',
      dpoReference: 'init',
      pairPool: 'decayed',
      responses: { perPrompt: 5, sampling: { temperature: 0.7, topP: 0.95 } },
      critics: [{ kind: 'listwise' }],
      selection: { kind: 'margins', critic: 'listwise', minimumPositive: 5, margin: 2, ownMargin: 1 },
      objective: { kind: 'dpo' },
      sft: { learningRate: 5e-6 },
      validation: { share: 0.1, perEpoch: 4 },
      dpo: { learningRate: 5e-5, beta: 0.1, batchSize: 64, epochs: 1 },
    },
  },
  'dno-soft': {
    section: 5,
    says: {
      iterations: 3,
      initFrom: 'previous',
      responses: { perPrompt: 5, sampling: { temperature: 0.7, topP: 0.95 } },
      critics: [{ kind: 'pairwise' }],
      selection: { kind: 'win-rates', pairing: 'all-pairs' },
      objective: { kind: 'dno_soft', rewardScale: 1 },
      dpo: { learningRate: 5e-5, beta: 0.1, batchSize: 64, epochs: 1 },
    },
  },
  scir: {
    section: 7,
    says: {
      anchor: 'ift-and-eft',
      initFrom: 'previous',
      dpoReference: 'init',
      critics: [
        { kind: 'preference', orders: 2, principles: false, ensemble: false, chainOfThought: false },
        { kind: 'implicit' },
      ],
      selection: { kind: 'agreement', delta: 0.05, lengthNormalised: true, scale: 1 },
      objective: { kind: 'dpo' },
    },
  },
  'scir-online': {
    section: 7,
    says: {
      anchor: 'ift-and-eft',
      initFrom: 'previous',
      dpoReference: 'anchor',
      critics: [],
      selection: { kind: 'unlabelled' },
      objective: {
        kind: 'scir',
        consistencyWeight: 0.1,
        entropyWeight: 0.05,
        delta: 0.05,
        lengthNormalised: true,
        scale: 1,
      },
    },
  },
  cai: {
    section: 9,
    says: {
      anchor: 'revisions',
      revisions: { rounds: 4, critiques: true, helpfulAnswers: 2, sampling: { temperature: 1 } },
      prompts: { source: 'red-team' },
      responses: { perPrompt: 2, sampling: { temperature: 1 } },
      critics: [{ kind: 'preference', orders: 1, principles: true, ensemble: false, chainOfThought: false }],
      selection: { kind: 'soft-preference' },
      objective: { kind: 'dpo_soft' },
      dpoReference: 'anchor',
      sft: { epochs: 1, schedule: 'constant' },
    },
  },
  cream: {
    section: 6,
    says: {
      anchor: 'ift',
      initFrom: 'previous',
      dpoReference: 'init',
      pairPool: 'current',
      responses: { perPrompt: 5, sampling: { temperature: 0.8, topP: 0.95, maxTokens: 768 } },
      critics: [{ kind: 'implicit' }],
      selection: { kind: 'consistency', metric: 'kendall', source: { kind: 'average' }, clamp: 'at-least-half' },
      objective: { kind: 'dpo_soft' },
      sft: { learningRate: 5e-6, epochs: 5 },
      dpo: {
        learningRate: 1e-6,
        schedule: 'cosine',
        warmupRatio: 0.1,
        weightDecay: 0.01,
        batchSize: 32,
        epochs: 1,
        maxLength: 2048,
        maxGradientNorm: 1,
        beta: 0.1,
      },
    },
  },
  rlhf: {
    section: 10,
    says: {
      anchor: 'ift',
      initFrom: 'previous',
      dpoReference: 'anchor',
      critics: [],
      selection: { kind: 'prompts-alone' },
      objective: { kind: 'ppo' },
      rewardModel: { learningRate: 9e-6, schedule: 'cosine', epochs: 1, batchSize: 64 },
      ppo: {
        beta: 0.02,
        clipRange: 0.2,
        gaeLambda: 0.95,
        temperature: 1,
        batchSize: 512,
        minibatchSize: 64,
        klLimit: 10,
      },
    },
  },
  process: {
    section: 11,
    says: {
      initFrom: 'previous',
      process: { width: 6, maxSteps: 20, rollBacks: 5, sampling: { temperature: 0.5, topP: 0.95 } },
      selection: { kind: 'steps' },
      objective: { kind: 'step_dpo' },
      sft: { learningRate: 1e-6, batchSize: 32, epochs: 3 },
      dpo: { learningRate: 5e-7, batchSize: 32, epochs: 1, beta: 0.1 },
    },
  },
  spin: {
    section: 8,
    says: {
      iterations: 4,
      anchor: 'ift',
      initFrom: 'previous',
      dpoReference: 'init',
      pairPool: 'with-previous',
      prompts: { source: 'ift' },
      responses: { perPrompt: 1, sampling: { temperature: 1, topP: 1 } },
      critics: [],
      selection: { kind: 'dataset-against-sample' },
      objective: { kind: 'spin', link: 'logistic' },
      dpo: {
        learningRate: 5e-7,
        warmupRatio: 0.1,
        weightDecay: 0,
        batchSize: 64,
        epochs: 2,
        maxLength: 2048,
        beta: 0.1,
      },
    },
  },
};

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
  ['the SFT baseline writes the judgements of EFT (row 2)', 'self-rewarding', { roles: { judge: 'self' } }],
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
