/** What keeps a run from learning what it should not. Left out, as by default, nothing of it is done. */
import { z } from 'zod';
import { samplingSchema } from './sections';
import { CRITIQUES_PER_RESPONSE, safetyPrinciples } from '../core/guard-rails/safety-principles';

export const safetySchema = z
  .strictObject({
    critiques: z
      .int()
      .min(1)
      .max(safetyPrinciples.length)
      .default(CRITIQUES_PER_RESPONSE)
      .describe('Critiques of each response, by another safety principle each.'),
  })
  .optional()
  .describe(
    'Guard rails: the judge criticises both sides of every pair, and every response to prompts that ask for harm; the unsafe is never chosen, harmless prompts are not refused, and a person is asked when refusals of held-out prompts rise by more than 2 points. {} turns them on.',
  );

export const evolvingRubricSchema = z
  .strictObject({ sampling: samplingSchema({ temperature: 0.7, topP: 0.9, maxTokens: 400 }) })
  .optional()
  .describe(
    'Before each iteration the judge proposes other criteria to score by. They replace those in force only when they are surely more accurate on the held-out groups and see every safety canary as before. {} turns it on.',
  );
