import { continueSolution } from './continue-solution';

const HEADING = 'Step ';
/** An empty line ends a step, and so does the heading of the next one. */
const ENDS = ['\n\n', `\n${HEADING}`];

/**
 * Asks for the next step of a solution that has got as far as `prefix`. The end of the step stays in the reply: a reply
 * without one is the last step.
 */
export function nextStepRequest(prompt: string, prefix: string) {
  return { ...continueSolution(prompt, prefix), stopping: { stop: [...ENDS], includeStopInOutput: true } };
}

/** The step that a reply is. The heading of the next one belongs to the next one. */
export function stepOf(text: string): { text: string; isFinal: boolean } {
  if (text.endsWith(`\n${HEADING}`)) return { text: text.slice(0, -HEADING.length), isFinal: false };
  return { text, isFinal: !ENDS.some((end) => text.endsWith(end)) };
}
