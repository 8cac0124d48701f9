import { isUpper } from './python-text';

/** Punctuation that stands alone as a token; quotation marks that open or close, and brackets, among it. */
const ALONE = /\.{2,}|--|[«»“”‘’„`"?!;@#$%&*()[\]{}<>…]|[:,](?!\d)/gu;
/** A full stop or an apostrophe at the end of a token. */
const FINAL = /[.']+(?=\s|$)/gu;
/** What follows an apostrophe is a token of its own in English contractions, and so is "n't". */
const CONTRACTION = /(?<=[^'\s])(n't|'(?:s|m|d|ll|re|ve))(?=\s|$)/giu;
/** Words that the tokenizer of the Penn Treebank takes for two. */
const JOINED =
  /\b(can)(not)\b|\b(gim|lem)(me)\b|\b(gon)(na)\b|\b(got)(ta)\b|\b(wan)(na)\b|\b(d)('ye)\b|\b(more)('n)\b/giu;

/** Words in capitals only, as Penn Treebank tokens: "U.S." and "WELL-KNOWN" are one, "DON'T" (DO, N'T) is two. */
export function countCapitalWords(text: string): number {
  const tokens = text
    .replace(ALONE, ' $& ')
    .replace(FINAL, ' $& ')
    .replace(CONTRACTION, ' $1 ')
    .replace(JOINED, (joined) => splitJoined(joined))
    .split(/\s+/u);
  return tokens.filter(isUpper).length;
}

function splitJoined(joined: string): string {
  const [, ...parts] = new RegExp(JOINED.source, 'iu').exec(joined) ?? [];
  return ` ${parts.filter((part) => part !== undefined).join(' ')} `;
}
