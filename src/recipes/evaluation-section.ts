import { z } from 'zod';
import { benchmarksSchema } from './benchmark-section';
import { endpointSchema } from './sections';

const count = z.int().min(1);

export const evaluationSchema = z
  .strictObject({
    heldOutGroups: count.optional().describe('Held-out groups that each model judges; all of them when left out.'),
    judgementsPerReply: count.default(3).describe('Judgements per held-out reply; their mean is the score.'),
    headToHeadPrompts: z
      .int()
      .min(0)
      .default(64)
      .describe('Held-out prompts answered for the head-to-head; 0 leaves it out.'),
    maxTokens: count.default(512).describe('Longest answer and verdict in the head-to-head.'),
    biases: z
      .strictObject({
        pairs: count
          .max(10_000)
          .default(16)
          .describe(
            'Held-out groups that are used: each costs at most 3 comparisons in both orders by the model and 1 by the outside judge.',
          ),
        outsideJudge: endpointSchema
          .optional()
          .describe("Compares the model's answers with people's best replies as the model itself does."),
      })
      .optional()
      .describe(
        'Measures each model as a judge for position, verbosity and self-enhancement bias, and for scores that no longer tell answers apart (2306.05685). Left out: not measured.',
      ),
    benchmarks: benchmarksSchema,
  })
  .prefault({})
  .describe('What is measured on every model.');
