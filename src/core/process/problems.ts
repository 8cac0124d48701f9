import type { IftRecord } from '../records';
import { lastNumber } from '../verifiers/exact-answer';

/** A question whose answer is a number that is known. */
export interface Problem {
  id: string;
  prompt: string;
  answer: string;
}

/** The seed prompts whose answer has a number, of one tag where there is one. */
export function problemsOf(seed: readonly IftRecord[], tag?: string): Problem[] {
  return seed
    .filter(({ response, tags = [] }) => lastNumber(response) !== null && (tag === undefined || tags.includes(tag)))
    .map(({ id, prompt, response }) => ({ id, prompt, answer: response }));
}
