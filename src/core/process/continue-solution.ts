import { continueReply } from '../judging/unfinished-reply';
import type { Message } from '../records';
import { asAsked } from '../training/rows';

/** Asks to go on with a solution that has got as far as `prefix`, or for one from its beginning. */
export function continueSolution(prompt: string, prefix: string) {
  if (prefix === '') return { messages: asAsked(prompt) };
  const messages: Message[] = [...asAsked(prompt), { role: 'assistant', content: prefix }];
  return { messages, constraint: continueReply };
}
