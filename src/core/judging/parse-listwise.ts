import type { JudgementOutcome } from '../records';
import { parseScore } from './parse-score';

/** "Answer 2:", "**Answer 2** -" or "### Answer 2" at the beginning of a line; "Answer 2 is better" is none. */
const HEADING =
  /^[\s#*_>`([-]{0,12}(?:\d{1,3}[.)][ \t]{1,4})?[*_`]{0,4}answer[ \t-]{0,3}(\d{1,3})[*_`)\]]{0,4}[ \t]{0,4}(?:$|[:：.(]|\p{Pd}|score)/iu;

/** Fewer scores than this compare nothing. */
const FEWEST = 2;

/**
 * One outcome for each answer, in the order in which they were shown. What follows the heading of an answer, up to the
 * next heading, is about it; the last score that can be read counts.
 */
export function parseListwise(reply: string, answers: number): JudgementOutcome[] {
  const outcomes = Array.from({ length: answers }, (): JudgementOutcome => ({ kind: 'unparsed', reason: 'no-score' }));
  for (const { answer, text } of sections(reply)) {
    const index = answer - 1;
    const [known, found] = [outcomes[index], parseScore(text)];
    if (known && (found.kind === 'scored' || known.kind === 'unparsed')) outcomes[index] = found;
  }
  return outcomes;
}

/** Whether a reply scores too few answers to say anything; each call is asked once more before that counts. */
export function isVoid(outcomes: readonly JudgementOutcome[]): boolean {
  return outcomes.filter(({ kind }) => kind === 'scored').length < FEWEST;
}

function sections(reply: string): { answer: number; text: string }[] {
  const found: { answer: number; lines: string[] }[] = [];
  for (const line of reply.replace(/\p{Cf}/gu, '').split(/\r\n|[\n\r\u2028\u2029]/)) {
    const [heading, number] = HEADING.exec(line) ?? [];
    if (heading === undefined) found.at(-1)?.lines.push(line);
    else found.push({ answer: Number(number), lines: [line.replace(/answer[ \t-]{0,3}\d{1,3}/iu, '')] });
  }
  return found.map(({ answer, lines }) => ({ answer, text: lines.join('\n') }));
}
