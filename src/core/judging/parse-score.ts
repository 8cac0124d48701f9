import type { JudgementOutcome } from '../records';

/** Markdown emphasis may stand around the word, the colon and the number. Every repetition is bounded: time stays linear. */
const SCORE =
  /(?<![\p{L}\p{N}])score[ \t*_`]{0,8}(?:[:：][\s*_`]{0,8})?(-?\d[\d.,/–-]*)(?:[ \t]{0,4}(?:\/|out of)[ \t]{0,4}(\d+))?/giu;

/**
 * The last "score", optional colon and number counts, because a judge may quote the rubric before it answers.
 * Accepted: 0 to 5, decimals, and the scale itself ("4/5", "4 out of 5"). Every other number is out of range: beyond 5,
 * negative, another scale ("8/10"), a choice ("3-4"), a decimal comma. A dash is no colon: "Score - 3" has no score.
 */
export function parseScore(text: string): JudgementOutcome {
  let last: { number: string; scale: string | undefined } | undefined;
  for (const match of text.matchAll(SCORE)) {
    const [all, number = '', scale] = match;
    if (!opensList(all, text, match.index)) last = { number, scale };
  }
  if (!last) return { kind: 'unparsed', reason: 'no-score' };
  const [, digits] = /^(\d+(?:\.\d+)?)(?:\/5)?$/.exec(last.number.replace(/[.,/–-]+$/, '')) ?? [];
  const score = Number(digits ?? Number.NaN);
  const onOurScale = last.scale === undefined || last.scale === '5';
  return onOurScale && score <= 5
    ? { kind: 'scored', score, constrained: false }
    : { kind: 'unparsed', reason: 'out-of-range' };
}

/** "Score:" as a heading over a numbered list is no score of 1: on a line of its own the number must stand alone. */
function opensList(match: string, text: string, index: number): boolean {
  if (!match.includes('\n')) return false;
  const after = index + match.length;
  const rest = text.slice(after, after + 40).split('\n', 1)[0] ?? '';
  return /[\p{L}\p{N}]/u.test(rest);
}
