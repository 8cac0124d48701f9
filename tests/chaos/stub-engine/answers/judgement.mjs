import { draws, isUnreadable, words } from '../draws.mjs';

const ADDITIVE = 'Judge the answer.';
const MULTIPLE_CHOICE = 'Which description fits the answer best?';

/** A score with its reasons; the same answer is always about as good. */
export const judgement = {
  kind: 'judgement',
  isAsked: ({ messages: [{ content }] }) => content.startsWith(ADDITIVE) || content.startsWith(MULTIPLE_CHOICE),
  write(draw, { messages: [{ content }] }) {
    const lowest = content.startsWith(MULTIPLE_CHOICE) ? 1 : 0;
    const quality = draws('quality', content)(5);
    const text = `It ${words(draw, 6)}.`;
    if (isUnreadable(draw)) return text;
    return `${text}\nScore: ${Math.max(lowest, Math.min(5, quality + draw(2)))}`;
  },
};
