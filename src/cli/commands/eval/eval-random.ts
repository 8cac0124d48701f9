import { createRandom, deriveSeed, type Random } from '../../../core/seeds';

/** Resampling draws of a command, the same each time, so that equal files give equal intervals. */
export function evalRandom(command: string): Random {
  return createRandom(deriveSeed({ run: '', iteration: 0, promptId: '', purpose: `eval ${command}` }));
}
