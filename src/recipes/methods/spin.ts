import type { MethodPreset } from '../method';

export const method: MethodPreset = {
  name: 'spin',
  title: 'SPIN: self-play fine-tuning',
  source: 'arXiv 2401.01335 (ICML 2024)',
  summary:
    'Needs nothing but an SFT data set: the answers of the data set win against the own answers of M_t, until the two ' +
    'can no longer be told apart. No judge is asked.',
  departures: [
    'Sampling at temperature 1 and top-p 1: the paper does not say.',
    'AdamW without weight decay; the paper uses RMSprop.',
    'The public code differs from the paper: rate 5e-7 and beta 0.1 throughout, 6 epochs, 1024 tokens.',
  ],
  figures: [
    'Open LLM leaderboard, zephyr-7b-sft-full: 58.14, then 60.80, 62.12, 62.97, 63.16',
    'MT-Bench 5.94, then 6.46, 6.65, 6.78 (iterations 0 to 2)',
  ],
  recipe: {
    iterations: 4,
    anchor: 'ift',
    prompts: { source: 'ift', generatedShare: 0 },
    responses: { perPrompt: 1, sampling: { temperature: 1, topP: 1 } },
    critics: [],
    selection: { kind: 'dataset-against-sample' },
    objective: { kind: 'spin' },
    initFrom: 'previous',
    // 50k prompts an iteration, and from the second on those of the one before it.
    pairPool: 'with-previous',
    dpo: {
      learningRate: 5e-7,
      minimumLearningRate: 0,
      warmupRatio: 0.1,
      epochs: 2,
      batchSize: 64,
      maxLength: 2048,
      beta: 0.1,
      dropout: 0,
    },
    schedule: [
      { from: 3, set: { dpo: { learningRate: 1e-7 } } },
      { from: 4, set: { dpo: { beta: 5 } } },
    ],
  },
};
