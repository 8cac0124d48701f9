/** New instructions from examples of old ones (Self-Instruct, 2212.10560), here without their answers. */
import type { Message } from '../records';

export { filterInstructions } from './filter-instructions';
export { parseInstructions } from './parse-instructions';

/** How many instructions to ask for. Few, so that a reply is short and every call has other examples. */
const ASKED_FOR = 4;

/** Asks a model to go on with a numbered list of instructions; for endpoints that only answer. */
export function fewShotMessages(examples: readonly string[]): Message[] {
  const next = examples.length + 1;
  const content = [
    'Here is a list of instructions that people gave to an assistant:',
    numbered(examples),
    `Continue the list with ${ASKED_FOR} new instructions, numbered ${next} to ${next + ASKED_FOR - 1}. They should differ from ` +
      'the list and from each other in topic and form. Write one instruction a line and do not answer any.',
  ].join('\n\n');
  return [{ role: 'user', content }];
}

/**
 * The same list as a reply that the model has begun and goes on with, ending in the next number. Small models follow a
 * list that they seem to have written themselves when they would only comment on one that they are shown.
 */
export function fewShotContinuation(examples: readonly string[]): Message[] {
  const total = examples.length + ASKED_FOR;
  return [
    {
      role: 'user',
      content: `Write a list of ${total} instructions that people could give to an assistant, one a line, each on another topic.`,
    },
    { role: 'assistant', content: `${numbered(examples)}\n${examples.length + 1}.` },
  ];
}

function numbered(examples: readonly string[]): string {
  return examples.map((example, index) => `${index + 1}. ${example.replace(/\s+/g, ' ').trim()}`).join('\n');
}
