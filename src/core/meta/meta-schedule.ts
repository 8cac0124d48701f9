import { z } from 'zod';
import { lengthControlSchema } from '../selection/length-controlled';
import { judgePairSettingsSchema } from './judge-pair-settings';

/** What one iteration of meta-rewarding does. */
export const metaStageSchema = z.strictObject({
  lengthControl: lengthControlSchema.describe('How the pairs of responses are chosen.'),
  judgePairs: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('none') }),
      z.strictObject({
        kind: z.literal('trained'),
        longestJudgementCharacters: judgePairSettingsSchema.shape.longestJudgementCharacters,
      }),
    ])
    .describe('Whether judgements are compared and the judge is trained too; without, no such call is made.'),
});
export type MetaStage = z.infer<typeof metaStageSchema>;

export const metaScheduleSchema = z
  .tuple([metaStageSchema], metaStageSchema)
  .describe('One entry an iteration, from the first on; the last one repeats.');
export type MetaSchedule = z.infer<typeof metaScheduleSchema>;

/** The four iterations of 2407.19594: the judge is trained in the first two alone. Its lengths are read as characters. */
export const metaRewardingSchedule: MetaSchedule = [
  {
    lengthControl: { rho: 0, longestChosenCharacters: 2500 },
    judgePairs: { kind: 'trained', longestJudgementCharacters: 1100 },
  },
  { lengthControl: { rho: 0.32 }, judgePairs: { kind: 'trained', longestJudgementCharacters: 1000 } },
  { lengthControl: { rho: 0.32 }, judgePairs: { kind: 'none' } },
  { lengthControl: { rho: 0.4 }, judgePairs: { kind: 'none' } },
];

/** The entry of an iteration, counted from 1; the last entry repeats. */
export function scheduleAt<Stage>(schedule: readonly [Stage, ...Stage[]], iteration: number): Stage {
  if (!Number.isInteger(iteration) || iteration < 1) {
    throw new RangeError(`iterations are whole numbers from 1 on, got ${iteration}`);
  }
  return schedule[iteration - 1] ?? schedule.at(-1) ?? schedule[0];
}
