/** The sections of methods that learn from a reward model. The numbers are those of 2203.02155 where it gives them. */
import { z } from 'zod';
import { ppoSettingsSchema, pretrainingSettingsSchema } from '../core/training/ppo-settings';
import { neutralStepsSchema } from '../core/training/steps-row';
import { objectiveSchema, samplingSchema } from './sections';

export const rewardModelSchema = objectiveSchema({ learningRate: 9e-6, minimumLearningRate: 9e-7, epochs: 1 })
  .extend({
    from: z
      .enum(['ranks', 'preferences'])
      .optional()
      .describe(
        'What it learns from: the ranked replies of the EFT seed, which is so when left out; or preferences, the pairs of selection soft-preference with their probability, anew in every iteration (2212.08073).',
      ),
    withRanks: z
      .boolean()
      .optional()
      .describe('Preferences are joined by each pair of ranked replies of the EFT seed, with probability 1.'),
    retrain: z
      .boolean()
      .default(false)
      .describe(
        'Trains it again from M_t in every iteration after the first; otherwise from M_1, once on ranks and each time on preferences.',
      ),
  })
  .prefault({})
  .describe('How the reward model is trained, where the objective is ppo.');

const rollOutsSchema = z
  .strictObject({
    solutions: z.int().min(1).max(64).default(4).describe('Solutions of M_1 to each problem.'),
    perPrefix: z.int().min(1).max(64).default(8).describe('R: solutions that go on after each step but the last.'),
    threshold: z
      .number()
      .gt(0)
      .max(1)
      .optional()
      .describe('Share of them that must reach the known answer; one is enough when left out.'),
    maxSteps: z.int().min(1).max(100).default(20).describe('Solutions with more steps are left out and counted.'),
    tag: z.string().min(1).optional().describe('Problems are the prompts of data.ift of this tag alone.'),
    sampling: samplingSchema({ temperature: 0.7, topP: 0.95, maxTokens: 512 }),
  })
  .prefault({})
  .describe(
    'Labels where data.steps names none: of each step, whether solutions that go on after it reach the number that the seed answer ends with.',
  );

export const processRewardModelSchema = objectiveSchema({ learningRate: 9e-6, minimumLearningRate: 9e-7, epochs: 1 })
  .extend({
    neutralSteps: neutralStepsSchema.default('correct').describe('What steps count as that are labelled neutral.'),
    rollOuts: rollOutsSchema,
  })
  .optional()
  .describe(
    'Also makes the process reward model PRM from M_1 (2305.20050), on data.steps or on labels by roll-outs; `srlm scorer` serves it to critics http.',
  );

/** Dropout is not among them: the ratio of PPO compares a policy with itself. */
export const ppoSchema = objectiveSchema({ learningRate: 9.65e-6, minimumLearningRate: 0, epochs: 1 })
  .omit({ dropout: true })
  .extend({
    beta: z.number().positive().default(0.02).describe('Price of a nat away from the frozen reference.'),
    ...ppoSettingsSchema.shape,
    overOptimisation: z
      .enum(['stop', 'ask', 'ignore'])
      .default('stop')
      .describe(
        'What happens when training earned more reward while the judge surely prefers the answers of the model before.',
      ),
    pretraining: pretrainingSettingsSchema
      .prefault({})
      .describe('What the texts of data.pretraining weigh (PPO-ptx), where it names any.'),
  })
  .prefault({})
  .describe('How the policy is trained against the reward model, where the objective is ppo.');
