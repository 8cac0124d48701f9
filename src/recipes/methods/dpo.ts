import type { MethodPreset } from '../method';

export const method: MethodPreset = {
  name: 'dpo',
  title: 'Direct preference optimisation on a fixed data set',
  source: 'arXiv 2305.18290 (NeurIPS 2023)',
  summary: 'One iteration on preference pairs that you have (data.pairs). Nothing is sampled and nobody is asked.',
  departures: [
    'AdamW; the paper uses RMSprop. The warm-up is a share of the steps, where the paper has 150 steps.',
    'beta 0.1; the paper takes 0.5 for summaries (TL;DR).',
  ],
  figures: ['About 61 % wins against the reference summaries of TL;DR (not confirmed by us)'],
  recipe: {
    iterations: 1,
    anchor: 'ift',
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
