import { words } from '../draws.mjs';

const CUT_OF_100 = 5;

/** What is said to everything else. Some answers are cut. */
export const answer = {
  kind: 'answer',
  isAsked: () => true,
  write: (draw) => `Well, ${words(draw, 5 + draw(20))}.`,
  isCut: (draw) => draw(100) < CUT_OF_100,
};
