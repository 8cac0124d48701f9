import type { Slot } from '../judging/parse-verdict';

/** The rating of a reply, as MT-Bench reads it (2306.05685): the first [[n]], else the first [n]; null without one from 1 to 10. */
export function parseRating(reply: string): number | null {
  const [, rating] = /\[\[(\d+\.?\d*)\]\]/.exec(reply) ?? /\[(\d+\.?\d*)\]/.exec(reply) ?? [];
  const value = Number(rating ?? Number.NaN);
  return value >= 1 && value <= 10 ? value : null;
}

/** The verdict of a pairwise reply: [[A]] before [[B]] before [[C]], which is a tie, as MT-Bench looks for them; null without one. */
export function parsePairwiseRating(reply: string): Slot | null {
  if (reply.includes('[[A]]')) return 'A';
  if (reply.includes('[[B]]')) return 'B';
  return reply.includes('[[C]]') ? 'tie' : null;
}
