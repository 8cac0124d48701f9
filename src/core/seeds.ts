import { canonicalJson } from './canonical-json';
import { sha256 } from './sha256';

export { createRandom, type Random } from './random';

/** What a draw is for; equal parts give equal seeds, so that replays are exact. */
export interface SeedParts {
  run: string;
  iteration: number;
  promptId: string;
  purpose: string;
  /** Tells the draws of an iteration that is done again from those of the first time. */
  attempt?: number;
}

/** Sample i of a call has the seed `seed + i`; seeds are this far apart, so that the samples of two calls never share one. */
const SPACING = 1024;

/** A multiple of 1024 below 2^31, taken from the first 21 bits of a digest of the parts. */
export function deriveSeed({ run, iteration, promptId, purpose, attempt = 1 }: SeedParts): number {
  const digest = sha256(canonicalJson({ run, iteration, promptId, purpose, attempt }));
  return (Number.parseInt(digest.slice(0, 8), 16) >>> 11) * SPACING;
}
