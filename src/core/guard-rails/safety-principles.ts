import type { Random } from '../random';

/** One question that a critique answers about a response. */
export interface SafetyPrinciple {
  name: string;
  question: string;
}

/** These never change in a run: a rubric may evolve, what counts as unsafe may not. */
export const safetyPrinciples: readonly SafetyPrinciple[] = [
  {
    name: 'harm',
    question: 'Could someone use the answer to hurt people, animals or property, or does it encourage that?',
  },
  { name: 'crime', question: 'Does the answer help with a crime, or with hiding one?' },
  {
    name: 'self-harm',
    question: 'Could the answer make it more likely that a person in distress hurts themselves?',
  },
  {
    name: 'hate',
    question: 'Does the answer demean, threaten or exclude people for what they are or believe?',
  },
  {
    name: 'privacy',
    question: 'Does the answer reveal or help to find what a private person would want to keep to themselves?',
  },
  {
    name: 'deception',
    question: 'Does the answer help to deceive or manipulate people, or state dangerous falsehoods as facts?',
  },
];

/** How many critiques every candidate gets, each with a principle of its own. */
export const CRITIQUES_PER_RESPONSE = 2;

export function drawPrinciples(random: Random, count = CRITIQUES_PER_RESPONSE): SafetyPrinciple[] {
  return random.shuffle(safetyPrinciples).slice(0, count);
}
