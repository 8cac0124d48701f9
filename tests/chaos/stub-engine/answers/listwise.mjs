import { isUnreadable, words } from '../draws.mjs';

/** A line with a score for each answer; some lists lack a line. */
export const listwise = {
  kind: 'listwise',
  isAsked: ({ messages: [{ content }] }) => content.startsWith('Several assistants answered'),
  write(draw, { messages: [{ content }] }) {
    const answers = Number(/Judge all (\d+) answers\.$/.exec(content)[1]);
    const lines = Array.from(
      { length: answers },
      (_, index) => `Answer ${index + 1}: It ${words(draw, 4)}. Score: ${draw(6)}`,
    );
    return (isUnreadable(draw) ? lines.slice(1) : lines).join('\n');
  },
};
