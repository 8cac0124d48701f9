/** New instructions from examples of old ones (Self-Instruct, 2212.10560), here without their answers. */
import type { Message } from '../records';

export { filterInstructions } from './filter-instructions';
export { parseInstructions } from './parse-instructions';

/** How many instructions to ask for. Few, so that a reply is short and every call has other examples. */
const ASKED_FOR = 4;

/** Asks a model to go on with a numbered list of instructions. */
export function fewShotMessages(examples: readonly string[]): Message[] {
  const list = examples.map((example, index) => `${index + 1}. ${example.replace(/\s+/g, ' ').trim()}`);
  const next = examples.length + 1;
  const content = [
    'Here is a list of instructions that people gave to an assistant:',
    list.join('\n'),
    `Continue the list with ${ASKED_FOR} new instructions, numbered ${next} to ${next + ASKED_FOR - 1}. They should differ from ` +
      'the list and from each other in topic and form. Write one instruction a line and do not answer any.',
  ].join('\n\n');
  return [{ role: 'user', content }];
}
