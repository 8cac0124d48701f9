/** The sections of methods that learn from a reward model. The numbers are those of 2203.02155 where it gives them. */
import { z } from 'zod';
import { ppoSettingsSchema } from '../core/training/ppo-settings';
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
    ...ppoSettingsSchema.shape,
  })
  .prefault({})
  .describe('How the policy is trained against the reward model, where the objective is ppo.');
