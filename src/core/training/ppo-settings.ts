import { z } from 'zod';

/** What only PPO is told, by a recipe and on the wire alike. The numbers are those of 2203.02155 where it gives them. */
export const ppoSettingsSchema = z.strictObject({
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
  emaDecay: z
    .number()
    .min(0)
    .lt(1)
    .default(0)
    .describe('Decay of the average over its steps that the weights of the model are; 0 takes the last ones.'),
});

/** How PPO-ptx weighs texts of the pretraining (2203.02155), by a recipe and on the wire alike. */
export const pretrainingSettingsSchema = z.strictObject({
  weight: z
    .number()
    .positive()
    .default(27.8)
    .describe('Of the mean log-probability of a token of the texts, beside the objective of PPO.'),
  perEpisode: z.int().min(1).default(8).describe('Texts beside each episode; they are taken over and over.'),
});
