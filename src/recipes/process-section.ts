import { z } from 'zod';
import { samplingSchema } from './sections';

export const processSchema = z
  .strictObject({
    width: z.int().min(2).max(32).default(6).describe('Next steps that are sampled and compared, each with each.'),
    maxSteps: z.int().min(1).max(100).default(20).describe('Most steps of a solution.'),
    rollBacks: z
      .int()
      .min(0)
      .max(100)
      .default(5)
      .describe('How often a step of one solution may be dropped because the next ones are all equal.'),
    stepReward: z
      .strictObject({
        weight: z.number().min(0).max(1).default(0.5).describe('Share of the probability beside comparisons won.'),
        veto: z.number().min(0).max(1).default(0.3).describe('A step that is less probable is never chosen.'),
      })
      .optional()
      .describe(
        'Also asks how probable it is that each next step is correct (2305.20050): two calls of one token each.',
      ),
    sampling: samplingSchema({ temperature: 0.5, topP: 0.95, maxTokens: 256 }),
  })
  .prefault({})
  .describe('How solutions are written step by step, where the selection is steps (2503.03746).');
