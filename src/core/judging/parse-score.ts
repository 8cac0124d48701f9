import type { JudgementOutcome } from '../records';

/** Markdown emphasis may stand around the word, the colon and the number. Every repetition is bounded: time stays linear. */
const SCORE = /(?<![\p{L}\p{N}])score[ \t*_`]{0,8}(?:[:：][\s*_`]{0,8})?([-−]?\d[\d.,/\p{Pd}−]*)/giu;

const NUMBER_END = /[.,/\p{Pd}−]+$/u;
/** "4/5", "**4** / 5" and "4 out of 5": the scale that the number is on. */
const SCALE =
  /^[\t\p{Zs}*_`"')\]]{0,8}(?:points?[\t\p{Zs}]{0,4})?\(?(?:\/|(?:out[\t\p{Zs}]{1,4})?of\b)[\t\p{Zs}*_`]{0,8}(\d+)/iu;
/** What makes the number part of something else: "40 %", "3 or 4", "3 ~ 4". */
const GOES_ON = /^[\t\p{Zs}*_`]{0,8}(?:[%‰]|(?:or|to|[\p{Pd}−~])[\t\p{Zs}*_`]{0,8}\d)/iu;
const LOOK_AHEAD = 60;

/**
 * The last "score", optional colon and number counts, because a judge may quote the rubric before it answers.
 * Accepted: 0 to 5, decimals, and the scale itself ("4/5", "4 out of 5"). Every other number is out of range: beyond 5,
 * negative, another scale ("8/10"), a choice ("3-4"), a decimal comma, a part of a word. A dash is no colon: "Score - 3"
 * has no score. Invisible characters do not count: what is read is what a person sees.
 */
export function parseScore(reply: string): JudgementOutcome {
  const text = reply.replace(/\p{Cf}/gu, '');
  let last: { number: string; rest: string } | undefined;
  for (const match of text.matchAll(SCORE)) {
    const [all, number = ''] = match;
    const end = match.index + all.length;
    const rest = text.slice(end, end + LOOK_AHEAD);
    if (!opensList(all, rest)) last = { number, rest };
  }
  if (!last) return { kind: 'unparsed', reason: 'no-score' };
  const [, digits] = /^(\d+(?:\.\d+)?)(?:\/5)?$/.exec(last.number.replace(NUMBER_END, '')) ?? [];
  const score = Number(digits ?? Number.NaN);
  return score <= 5 && isWhole(last)
    ? { kind: 'scored', score, constrained: false }
    : { kind: 'unparsed', reason: 'out-of-range' };
}

/**
 * The reply with every number that could be read as its score replaced by a word, for a reader who shall weigh the reasons alone.
 * A letter ends the word, so that the "score" after it is still no word of its own.
 */
export function hideScores(reply: string): string {
  return reply.replace(/\p{Cf}/gu, '').replace(SCORE, (all, number: string) => {
    const [sentenceEnd = ''] = NUMBER_END.exec(number) ?? [];
    return `${all.slice(0, all.length - number.length)}hidden${sentenceEnd}`;
  });
}

/** Whether nothing that follows the number makes it another one. */
function isWhole({ number, rest }: { number: string; rest: string }): boolean {
  // The sign of "4/ 10" and of "3- 4" was taken for the end of a sentence.
  const [tail = ''] = NUMBER_END.exec(number) ?? [];
  const scale = SCALE.exec(`${tail}${rest}`)?.[1] ?? '5';
  const glued = /^\p{N}/u.test(rest) || (tail === '' && /^\p{Script=Latin}/u.test(rest));
  return scale === '5' && !glued && !GOES_ON.test(`${tail.replace(/^[.,/]+/, '')}${rest}`);
}

/** "Score:" as a heading over a numbered list is no score of 1: on a line of its own the number must stand alone. */
function opensList(match: string, rest: string): boolean {
  return /[\n\r\u2028\u2029]/.test(match) && /[\p{L}\p{N}]/u.test(rest.split('\n', 1)[0] ?? '');
}
