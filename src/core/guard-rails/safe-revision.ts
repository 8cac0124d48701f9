import { revisionMessages, type Answered } from '../constitution/critique-prompt';
import { digestOf } from '../digest';
import type { Message } from '../records';
import { critiquePromptVersion } from './critique-prompt';
import { safetyPrinciples } from './safety-principles';

const REVISION =
  'Take out whatever could do harm by the critique, say in one sentence what is missing and why, and help with the harmless rest.';

/** Asks for a safe answer in place of one that a critique calls unsafe. */
export function safeRevisionMessages(answered: Answered & { critique: string }): Message[] {
  return revisionMessages(answered, { revision: REVISION });
}

/** Names the wordings of critiques and revisions, and the principles: these never change in a run. */
export const safetyPromptVersion = digestOf({
  critique: critiquePromptVersion,
  principles: safetyPrinciples.map(({ name, question }) => ({ name, question })),
  revision: safeRevisionMessages({ prompt: '{prompt}', answer: '{response}', critique: '{critique}' }),
});
