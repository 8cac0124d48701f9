import type { Message } from '../records';
import { asAsked } from '../training/rows';

/** What people say about a step (2305.20050). */
export type StepRating = 'positive' | 'neutral' | 'negative';

/** A row of the process reward model. */
export type ProcessRow = { id: string; prompt: Message[]; steps: string[]; labels: (0 | 1)[]; weight: number };

/** Labels up to and with the first wrong step: what follows a mistake is neither right nor wrong. */
export function processRow(
  { id, prompt, steps }: { id: string; prompt: string; steps: readonly { text: string; rating: StepRating }[] },
  { neutralIsCorrect = true }: { neutralIsCorrect?: boolean } = {},
): ProcessRow {
  const labels = steps.map(({ rating }) =>
    rating === 'positive' || (rating === 'neutral' && neutralIsCorrect) ? 1 : 0,
  );
  const firstError = labels.indexOf(0);
  const kept = firstError < 0 ? labels.length : firstError + 1;
  return {
    id,
    prompt: asAsked(prompt),
    steps: steps.slice(0, kept).map(({ text }) => text),
    labels: labels.slice(0, kept),
    weight: 1,
  };
}
