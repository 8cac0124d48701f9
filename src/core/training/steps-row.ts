import { z } from 'zod';
import type { LabelledSteps, Message, StepLabel } from '../records';
import { asAsked } from './rows';

/** What steps count as in training that are labelled neutral. */
export const neutralStepsSchema = z.enum(['correct', 'wrong']);

/** A row of the process reward model; nothing is learned after the first wrong step, where the labels may end. */
export type StepsRow = { id: string; prompt: Message[]; steps: string[]; labels: StepLabel[]; weight: number };

export function stepsRow({ id, prompt, steps, labels }: LabelledSteps): StepsRow {
  return { id, prompt: asAsked(prompt), steps, labels, weight: 1 };
}
