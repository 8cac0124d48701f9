import type { MethodPreset } from '../method';

export const method: MethodPreset = {
  name: 'dpo',
  title: 'Direct preference optimisation on a fixed data set',
  source: 'arXiv 2305.18290 (NeurIPS 2023)',
  summary:
    'One iteration on preference pairs that you have (data.pairs). Nothing is sampled and nobody is asked. M_0 first ' +
    'imitates the chosen responses, and that model is the reference; with an SFT set of your own say anchor: ift and ' +
    'data.ift, and with a model that has had its SFT anchor: base.',
  departures: [
    'AdamW; the paper uses RMSprop. The warm-up is a share of the steps, where the paper has 150 steps.',
    'beta 0.1; the paper takes 0.5 for summaries (TL;DR).',
    'Options: objective {kind: dpo, labelSmoothing: 0.1} distrusts the labels, loss: ipo regresses margins per token, ' +
      'nllWeight: 1 adds the likelihood of the chosen responses.',
    'With validation, the chosen responses of the pairs that are kept back are imitated all the same.',
  ],
  figures: ['About 61 % wins against the reference summaries of TL;DR (not confirmed by us)'],
  recipe: {
    iterations: 1,
    anchor: 'chosen',
    prompts: { source: 'pairs' },
    critics: [],
    selection: { kind: 'given' },
    dpo: {
      learningRate: 1e-6,
      minimumLearningRate: 1e-6,
      schedule: 'constant',
      warmupRatio: 0.1,
      batchSize: 64,
      dropout: 0,
    },
  },
};
