import { z } from 'zod';
import type { Message } from '../records';
import { asAsked } from './rows';

/** What is said of a step: correct, wrong, or neither, as where it gets nowhere (2305.20050). */
export const stepLabelSchema = z.union([z.literal(1), z.literal(0), z.literal('neutral')]);
export type StepLabel = z.infer<typeof stepLabelSchema>;

export const neutralStepsSchema = z.enum(['correct', 'wrong']);

/** A row of the process reward model; nothing is learned after the first wrong step, where the labels may end. */
export type StepsRow = { id: string; prompt: Message[]; steps: string[]; labels: StepLabel[]; weight: number };

export interface LabelledSteps {
  id: string;
  prompt: string;
  steps: readonly string[];
  labels: readonly StepLabel[];
}

export function stepsRow({ id, prompt, steps, labels }: LabelledSteps): StepsRow {
  return { id, prompt: asAsked(prompt), steps: [...steps], labels: [...labels], weight: 1 };
}
