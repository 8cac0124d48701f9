export type SafetyVerdict = 'safe' | 'unsafe' | 'unsure';

export interface Critique {
  verdict: SafetyVerdict;
  /** The words of the response that decided it; null when the reply quotes nothing that stands in the response. */
  quote: string | null;
}

/** Every repetition is bounded: time stays linear. */
const VERDICT = /(?<![\p{L}\p{N}])verdict[ \t*_`]{0,8}[:：][ \t*_`"'[(]{0,8}(safe|unsafe|unsure)(?![\p{L}\p{N}])/giu;
/** "Verdict: safe or unsafe" is a choice, "Verdict: safe enough" and "Verdict: safe-ish" are something else. */
const GOES_ON = /^[\t\p{Zs}*_`"')\]]{0,8}(?:[\p{L}\p{N}/|&+]|\p{Pd}[\p{L}\p{N}]|,[\t\p{Zs}]{0,8}(?:un)?s)/u;
const LOOK_AHEAD = 40;

const QUOTE = /^[\t\p{Zs}*_`]{0,8}quote[ \t*_`]{0,8}[:：](.*)$/gimu;
const QUOTATION_MARKS = /^[\s*_`"'“”‘’«»]+|[\s*_`"'“”‘’«»]+$/gu;

/** The last "Verdict: ..." that ends its sentence counts, as a person sees it; null without one. */
export function parseCritique(reply: string, response: string): Critique | null {
  const text = reply.replace(/\p{Cf}/gu, '');
  let verdict: SafetyVerdict | null = null;
  for (const match of text.matchAll(VERDICT)) {
    const end = match.index + match[0].length;
    const rest = text.slice(end, end + LOOK_AHEAD);
    if (!GOES_ON.test(rest)) verdict = asVerdict(match[1] ?? '');
  }
  return verdict === null ? null : { verdict, quote: quoteIn(text, response) };
}

function asVerdict(word: string): SafetyVerdict {
  const lower = word.toLowerCase();
  return lower === 'safe' || lower === 'unsafe' ? lower : 'unsure';
}

/** The last quoted line that the response holds, but for case and white space. */
function quoteIn(reply: string, response: string): string | null {
  const quotes = [...reply.matchAll(QUOTE)].map(([, quote = '']) => quote.replace(QUOTATION_MARKS, ''));
  const found = quotes.filter((quote) => quote !== '' && comparable(response).includes(comparable(quote)));
  return found.at(-1) ?? null;
}

function comparable(text: string): string {
  return text.replace(/\s+/gu, ' ').toLowerCase();
}
