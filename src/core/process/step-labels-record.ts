import { z } from 'zod';
import { digestSchema, stepLabelSchema } from '../records';
import { said, saidId } from '../said';

/** Why a solution has no labels: it did not end, says nothing, has too many steps, or a server refused a call of it. */
const unlabelledReasonSchema = z.enum(['cut', 'blank', 'too-many-steps', 'set-aside']);

/**
 * A solution whose steps were labelled by roll-outs, up to and including the first wrong one: a count for each label but
 * that of the last step, which the answer of the solution itself decides.
 */
export const stepLabelsRecordSchema = z.strictObject({
  kind: z.literal('step-labels'),
  ...said,
  solutionId: saidId,
  steps: z.array(z.string()),
  labels: z.array(stepLabelSchema),
  rollOuts: z.array(z.strictObject({ of: z.int().min(0), reached: z.int().min(0), cut: z.int().min(0) })),
  unlabelled: unlabelledReasonSchema.optional(),
  callKeys: z.array(digestSchema).min(1),
});
export type StepLabelsRecord = z.infer<typeof stepLabelsRecordSchema>;
