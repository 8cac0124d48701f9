/** What the benchmark's checker, written in Python, takes for a letter's case, a word and a keyword. */

/** At least one cased character, and none of the other case. */
export function isUpper(text: string): boolean {
  return /\p{Uppercase}/u.test(text) && !/[\p{Lowercase}\p{Lt}]/u.test(text);
}

export function isLower(text: string): boolean {
  return /\p{Lowercase}/u.test(text) && !/[\p{Uppercase}\p{Lt}]/u.test(text);
}

export function countWords(text: string): number {
  return text.match(/[\p{L}\p{N}_]+/gu)?.length ?? 0;
}

/** Where a keyword occurs, inside other words too, whatever its case. */
export function occurrences(text: string, keyword: string): number {
  return text.match(new RegExp(escapeExpression(keyword), 'giu'))?.length ?? 0;
}

const WORD = '[\\p{L}\\p{N}_]';
const BOUNDARY = `(?:(?<=${WORD})(?!${WORD})|(?<!${WORD})(?=${WORD}))`;

/** Whether a keyword occurs between word boundaries. */
export function holdsWord(text: string, keyword: string): boolean {
  return new RegExp(BOUNDARY + escapeExpression(keyword) + BOUNDARY, 'iu').test(text);
}

/** The keyword as a text, also where it holds signs that mean something in an expression. */
export function escapeExpression(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
}

/** Without every `sign` at both ends. */
export function stripSigns(text: string, sign: string): string {
  let [start, end] = [0, text.length];
  while (start < end && text[start] === sign) start += 1;
  while (end > start && text[end - 1] === sign) end -= 1;
  return text.slice(start, end);
}
