/** Every setting of training that the trainer knows; its own table says which objective uses which. */
import { z } from 'zod';
import { ppoSettingsSchema } from '../core/training/ppo-settings';
import { neutralStepsSchema } from '../core/training/steps-row';

export const hyperparametersSchema = z.strictObject({
  learningRate: z.number().positive().default(1e-6).describe('Highest rate, reached after the warm-up.'),
  minimumLearningRate: z.number().min(0).default(0).describe('Where the schedule ends.'),
  schedule: z.enum(['cosine', 'linear', 'constant']).default('cosine'),
  warmupRatio: z.number().min(0).lt(1).default(0).describe('Share of all steps in which the rate rises from 0.'),
  epochs: z.number().positive().default(1),
  maxSteps: z.int().min(1).nullable().default(null).describe('Replaces the number of steps that epochs gives.'),
  batchSize: z.int().min(1).default(16).describe('Rows behind one optimizer step.'),
  microBatchSize: z.int().min(1).default(4).describe('Rows in memory at once; the gradient does not depend on it.'),
  maxLength: z
    .int()
    .min(2)
    .default(1024)
    .describe('Tokens of prompt and response; longer rows are dropped and counted.'),
  weightDecay: z.number().min(0).default(0),
  maxGradientNorm: z.number().positive().default(1),
  dropout: z.number().min(0).lt(1).default(0),
  adamBeta2: z.number().positive().lt(1).default(0.999),

  // Each of these is for some objectives only; the trainer refuses it, set to anything but its default, for the others.
  beta: z.number().positive().default(0.1).describe('Pull towards the reference; higher stays closer.'),
  labelSmoothing: z.number().min(0).lt(0.5).default(0).describe('dpo: how much it distrusts the labels.'),
  loss: z.enum(['sigmoid', 'ipo']).default('sigmoid').describe('dpo.'),
  nllWeight: z
    .number()
    .min(0)
    .default(0)
    .describe('dpo: share of the mean negative log-likelihood of the chosen tokens that is added.'),
  rewardScale: z.number().positive().default(1).describe('dno_soft: factor of the difference of the two rewards.'),
  link: z.enum(['logistic', 'hinge']).default('logistic').describe('spin.'),
  consistencyWeight: z.number().min(0).default(0.1).describe('scir: weight of the consistency loss.'),
  entropyWeight: z.number().min(0).default(0.05).describe('scir: weight of the entropies in it.'),
  agreementMargin: z
    .number()
    .min(0)
    .lt(0.5)
    .default(0.05)
    .describe('scir: how far both probabilities must be from one half for a pair to be trained on.'),
  implicitScale: z
    .number()
    .positive()
    .default(1)
    .describe('scir: makes a probability of the difference of the implicit rewards; 0.1 suits sums.'),
  lengthNormalised: z.boolean().default(true).describe('scir: whether the implicit reward is per token.'),
  ppo: ppoSettingsSchema.prefault({}),
  neutralSteps: neutralStepsSchema.default('correct').describe('prm: what steps count as that are labelled neutral.'),
});

/** What need not be told has a default. */
export type HyperparametersInput = z.input<typeof hyperparametersSchema>;
