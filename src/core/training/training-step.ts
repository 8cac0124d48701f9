import { z } from 'zod';

const measured = z.number().optional();

/** What the trainer measured at one step, in the names of its metrics; an objective has only some of them. */
export const trainingStepSchema = z.object({
  step: z.int().min(0),
  loss: measured,
  margin: measured,
  accuracy: measured,
  kl: measured,
  chosenLogp: measured,
  rejectedLogp: measured,
  gradientNorm: measured,
  learningRate: measured,
  /** What only this objective measures. */
  extra: z.record(z.string(), z.number()).optional(),
  tokens: measured,
  seconds: measured,
});
export type TrainingStep = z.infer<typeof trainingStepSchema>;
