import type { MethodPreset } from '../method';

export const method: MethodPreset = {
  name: 'rlhf',
  title: 'RLHF: a reward model and PPO',
  source: 'arXiv 2203.02155 (InstructGPT)',
  summary:
    'A reward model is trained on the replies that people ranked (data.eft), all pairs of a prompt in one batch element; ' +
    'then PPO raises its reward on new prompts, with a price on every token that leaves the frozen SFT model. In an ' +
    'iteration the model servers answer nothing but the evaluation.',
  departures: [
    'M_1 is both what the reward model starts from and where PPO starts; the paper has a separate SFT for each.',
    'SFT mixes in no text of the pretraining. The reward is 0 on average for the best replies of data.eft, not for ' +
      'demonstrations.',
    'ppo.epochs 8 over 64 prompts an iteration; the paper has 256,000 episodes over 31,000 prompts, which is 8.3.',
    'ppo.warmupRatio 0.1 where the paper warms up over 10 iterations, from a tenth of the rate.',
    'Texts of the pretraining are kept likely (PPO-ptx) only if data.pretraining names them. Their log-probability is a mean ' +
      'over tokens; the paper does not say of what.',
    'The average of the weights (0.992) leaves out where training started, as Adam corrects its moments: with the start in ' +
      'it, a run of few steps would hardly leave it.',
    'Ours where the paper is silent: lambda 0.95, clipped values, -1 for an answer without an end, an end at 10 nats or at ' +
      'over-optimisation. The rate 9.65e-6 of the policy is not confirmed.',
  ],
  figures: [
    'Reward model, pairwise accuracy: 72.4 +- 0.4 % on labelers of the training set, 69.6 +- 0.9 % on others',
    '175B preferred to GPT-3: 85 +- 3 %, to few-shot GPT-3: 71 +- 4 %; 1.3B preferred to 175B GPT-3',
    'Closed-domain hallucination: 21 against 41 %',
  ],
  recipe: {
    anchor: 'ift',
    prompts: { generatedShare: 0 },
    critics: [],
    selection: { kind: 'prompts-alone' },
    objective: { kind: 'ppo' },
    initFrom: 'previous',
    // The SFT model, for the whole run.
    dpoReference: 'anchor',
    sft: { learningRate: 5e-6, minimumLearningRate: 5e-7, epochs: 2, batchSize: 32, dropout: 0 },
    rewardModel: {
      learningRate: 9e-6,
      minimumLearningRate: 9e-7,
      schedule: 'cosine',
      epochs: 1,
      batchSize: 64,
      dropout: 0,
    },
    ppo: {
      learningRate: 9.65e-6,
      schedule: 'constant',
      warmupRatio: 0.1,
      epochs: 8,
      batchSize: 512,
      minibatchSize: 64,
      beta: 0.02,
      clipRange: 0.2,
      valueClipRange: 0.2,
      gaeLambda: 0.95,
      temperature: 1,
      valueLearningRate: 9e-6,
      missingEndReward: -1,
      klLimit: 10,
      emaDecay: 0.992,
    },
  },
};
