import { words } from '../draws.mjs';

/** The next step of a solution; the last one lacks the empty line after it. */
export const step = {
  kind: 'step',
  isAsked: ({ stop }) => stop !== undefined,
  write(draw) {
    const text = `So ${words(draw, 4 + draw(8))}.`;
    return draw(3) === 0 ? text : `${text}\n\n`;
  },
};
