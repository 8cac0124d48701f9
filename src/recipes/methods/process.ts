import type { MethodPreset } from '../method';

export const method: MethodPreset = {
  name: 'process',
  title: 'Process-based self-rewarding: step by step',
  source: 'arXiv 2503.03746',
  summary:
    'For questions of reasoning (data.prompts): at every step of a solution the model writes six next steps and compares ' +
    'each with each in both orders; the best goes on, and the best and the worst are a pair of step DPO. When all are ' +
    'equal the step before is dropped and taken again. A step takes 30 comparisons.',
  departures: [
    'EFT is the seed of data.eft, whose judgements are of whole answers; the paper teaches comparisons of steps, ' +
      'filtered by a process reward model.',
    'At most 5 roll-backs a problem: the paper gives no limit. beta 0.1 is not confirmed.',
    '64 questions an iteration; the paper has 400, 800 and 1,200: set prompts.perIteration, and schedule.',
    'A process reward model takes part only if process.stepReward is given: it combines how probable it is that a step ' +
      'is correct with the comparisons won, and vetoes. In methods that score whole answers the same is the critic process.',
    'The probabilities are those of M_t itself: a trained process reward model (processRewardModel makes one) takes no ' +
      'part in steps, but scores and vetoes whole answers in other methods, served by `srlm scorer` to a critic http.',
    'A step ends with an empty line or before a heading "Step n"; the paper trains on data that is cut into steps.',
  ],
  figures: [
    '7B, mean of the benchmarks: M_1 51.3, M_4 55.7; self-rewarding 51.9, then 53.1',
    '72B: M_1 55.9, M_4 60.6; self-rewarding 57.1, then 55.8. Accuracy as a judge of steps, M_1: 92.8 and 95.6 %',
  ],
  recipe: {
    iterations: 3,
    anchor: 'ift-and-eft',
    prompts: { generatedShare: 0 },
    process: { width: 6, maxSteps: 20, rollBacks: 5, sampling: { temperature: 0.5, topP: 0.95 } },
    critics: [],
    selection: { kind: 'steps' },
    objective: { kind: 'step_dpo' },
    initFrom: 'previous',
    sft: { learningRate: 1e-6, minimumLearningRate: 0, epochs: 3, batchSize: 32 },
    dpo: { learningRate: 5e-7, minimumLearningRate: 0, epochs: 1, batchSize: 32, beta: 0.1, dropout: 0 },
  },
};
