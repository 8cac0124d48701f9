import { z } from 'zod';

/** How judge pairs are made (2407.19594). */
export const judgePairSettingsSchema = z.strictObject({
  prior: z
    .number()
    .positive()
    .default(0.01)
    .describe('Weight of the squared strengths; keeps them finite where a judgement wins every comparison.'),
  longestJudgementCharacters: z
    .int()
    .min(1)
    .optional()
    .describe('Pairs whose chosen judgement is longer than this many code points are dropped.'),
  largestScoreShare: z
    .number()
    .positive()
    .max(1)
    .default(0.4)
    .describe('Largest share of the judge pairs whose chosen judgement gives the same score; 1 balances nothing.'),
  largestRowShare: z
    .number()
    .positive()
    .lt(1)
    .optional()
    .describe('Largest share of all training rows that may be judge pairs, for example 0.15.'),
});
export type JudgePairSettings = z.infer<typeof judgePairSettingsSchema>;
