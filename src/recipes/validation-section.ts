import { z } from 'zod';

export const validationSchema = z
  .strictObject({
    share: z.number().gt(0).lt(1).default(0.1).describe('Share of the prompts with pairs that are kept back.'),
    perEpoch: z.int().min(1).default(1).describe('How often in an epoch the model is measured; at the end it is, too.'),
  })
  .optional()
  .describe(
    'Pairs that are kept back from training: the checkpoint with the lowest loss on them becomes the model. Left out: the last one.',
  );
