import { draws } from './draws.mjs';

const UNSURE_OF_100 = 10;

/** What a program from outside says of an answer: points, or that it cannot say. */
export function scoreOf({ prompt, response }) {
  const draw = draws('score', prompt, response);
  return draw(100) < UNSURE_OF_100 ? { score: null, reason: 'unsure' } : { score: draw(6) };
}
