/** The sections of methods that learn from a reward model. The numbers are those of 2203.02155 where it gives them. */
import { z } from 'zod';
import { objectiveSchema } from './sections';

export const rewardModelSchema = objectiveSchema({ learningRate: 9e-6, minimumLearningRate: 9e-7, epochs: 1 })
  .extend({
    retrain: z
      .boolean()
      .default(false)
      .describe('Trains it again from M_t in every iteration after the first; otherwise it is made once, from M_1.'),
  })
  .prefault({})
  .describe('How the reward model is trained on the ranked replies of the EFT seed, where the objective is ppo.');

/** Dropout is not among them: the ratio of PPO compares a policy with itself. */
export const ppoSchema = objectiveSchema({ learningRate: 9.65e-6, minimumLearningRate: 0, epochs: 1 })
  .omit({ dropout: true })
  .extend({
    beta: z.number().positive().default(0.02).describe('Price of a nat away from the frozen reference.'),
    clipRange: z
      .number()
      .positive()
      .lt(1)
      .default(0.2)
      .describe('How far the ratio of new to old probability may go before it earns nothing more.'),
    valueClipRange: z.number().positive().default(0.2).describe('How far a value may go from its old one.'),
    gaeLambda: z.number().min(0).max(1).default(0.95).describe('1 trusts the rewards alone, 0 the value model alone.'),
    temperature: z.number().positive().default(1).describe('Sampling temperature of the episodes.'),
    maxResponseTokens: z.int().min(1).default(256).describe('Longest answer of an episode, in tokens.'),
    minibatchSize: z
      .int()
      .min(1)
      .default(64)
      .describe('Episodes per optimiser step; batchSize of them are sampled at a time, and each is used once.'),
    valueLearningRate: z.number().positive().default(9e-6).describe('Peak learning rate of the value model.'),
    missingEndReward: z.number().default(-1).describe('Reward of an answer that had to be cut.'),
    klLimit: z
      .number()
      .positive()
      .default(10)
      .describe('Nats per response from the reference at which training ends early.'),
  })
  .prefault({})
  .describe('How the policy is trained against the reward model, where the objective is ppo.');
