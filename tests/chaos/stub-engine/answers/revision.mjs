import { words } from '../draws.mjs';

const about =
  (request) =>
  ({ messages: [{ content }] }) =>
    content.startsWith('An assistant answered an instruction') && content.includes(`${request} request: `);

/** What is wrong with an answer, and the answer that is better. */
export const revisions = [
  { kind: 'critique', isAsked: about('Critique'), write: (draw) => `It ${words(draw, 8)}.` },
  { kind: 'revision', isAsked: about('Revision'), write: (draw) => `Rather, ${words(draw, 5 + draw(15))}.` },
];
