import { z } from 'zod';
import { pairRecordSchema } from '../records';
import { asAsked } from '../training/rows';
import type { Message } from '../records';
import { prefixOf, type Solution } from './solution';

const id = z.string().min(1).max(240);

/** Two next steps after `prefix`; scores are numbers of wins. */
export const stepPairRecordSchema = pairRecordSchema
  .omit({ judgementIds: true })
  .extend({ prefix: z.string(), step: z.int().min(1), feedbackIds: z.array(id) });
export type StepPairRecord = z.infer<typeof stepPairRecordSchema>;

/** A row of step_dpo: the loss is on the two steps alone. */
export type StepDpoRow = {
  id: string;
  prompt: Message[];
  prefix: string;
  chosen: string;
  rejected: string;
  weight: number;
};

/** One pair for each step that stayed. */
export function stepPairs({ prompt, steps }: Solution, iteration: number): StepPairRecord[] {
  return steps.map(({ chosen, rejected, feedbackIds }, index) => ({
    id: `${prompt.id}.p${iteration}.${index}`,
    promptId: prompt.id,
    prompt: prompt.text,
    prefix: prefixOf({ steps: steps.slice(0, index) }),
    step: index + 1,
    chosen: chosen.text,
    rejected: rejected.text,
    chosenId: chosen.id,
    rejectedId: rejected.id,
    chosenScore: chosen.wins,
    rejectedScore: rejected.wins,
    feedbackIds,
    weight: 1,
    iteration,
  }));
}

export function stepDpoRow({ id: pairId, prompt, prefix, chosen, rejected, weight }: StepPairRecord): StepDpoRow {
  return { id: pairId, prompt: asAsked(prompt), prefix, chosen, rejected, weight };
}
