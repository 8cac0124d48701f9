import type { MethodPreset } from '../method';

export const method: MethodPreset = {
  name: 'meta-rewarding',
  title: 'Meta-Rewarding: the model also judges its judgements',
  source: 'arXiv 2407.19594',
  summary:
    'As self-rewarding, with pairs that do not teach length, and in the first two iterations pairs of judgements: the ' +
    'model compares its judgements of the response that they differ about most, and learns from the best against the worst.',
  departures: [
    'Chosen judgements are balanced: no score makes up more than 40 % of the judge pairs (largestScoreShare 1 turns it off).',
    'Of the 10 epochs the one is kept with the lowest loss on the pairs of a tenth of the prompts: the rule of the paper ' +
      'could not be confirmed.',
    'The best score is that of responses that may be chosen: cut ones are left out.',
    'The prompts are unused seed prompts and generated ones; the paper has 5,000 an iteration by Llama 2 70B Chat.',
  ],
  figures: [
    'AlpacaEval 2 LC, Llama 3 8B: seed 22.92, SFT on EFT 25.47, iterations 1 to 4: 27.85, 32.66, 35.45, 39.44',
    'Arena-Hard: seed 20.6, iteration 4 29.1. Judge against GPT-4: 51.79, then 61.24 %',
  ],
  recipe: {
    iterations: 4,
    anchor: 'eft',
    responses: { perPrompt: 7, removeDuplicates: true, sampling: { temperature: 0.8, topP: 0.95 } },
    judgements: { perResponse: 11, sampling: { temperature: 0.8, topP: 0.95 } },
    critics: [{ kind: 'judge' }, { kind: 'meta-judge', insists: false }],
    selection: {
      kind: 'length-controlled',
      rho: 0,
      longestChosenCharacters: 2500,
      judgePairs: { longestJudgementCharacters: 1100 },
    },
    initFrom: 'previous',
    validation: { share: 0.1, perEpoch: 1 },
    dpo: { learningRate: 5e-6, minimumLearningRate: 0, epochs: 10, batchSize: 32, dropout: 0 },
    schedule: [
      {
        from: 2,
        set: {
          selection: {
            kind: 'length-controlled',
            rho: 0.32,
            longestChosenCharacters: null,
            judgePairs: { longestJudgementCharacters: 1000 },
          },
        },
      },
      {
        from: 3,
        set: {
          critics: [{ kind: 'judge' }],
          selection: { kind: 'length-controlled', rho: 0.32, judgePairs: null },
        },
      },
      { from: 4, set: { selection: { kind: 'length-controlled', rho: 0.4 } } },
    ],
  },
};
