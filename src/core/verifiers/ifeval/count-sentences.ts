/** A full stop after one of these ends no sentence, unless a word that often begins one follows. */
const ABBREVIATIONS = new Set(
  (
    'mr mrs ms dr prof rev gen col sen rep lt maj jr sr st ave inc corp ltd bros vs ph.d ' +
    'u.s u.k u.n d.c l.a a.m p.m jan feb aug sept oct nov dec'
  ).split(' '),
);

/** Words that often begin a sentence and are seldom names. */
const STARTERS = new Set(
  (
    'a after all although an and as at but by each for from he her his how however if in it its many most my no on one our ' +
    'she since so some such that the their then there these they this those to we what when where while who with you your'
  ).split(' '),
);

/** The last sign in a run of signs without a space that may end a sentence: a bracket, a quote or nothing comes after it. */
const LAST_END = /^(.*)([.?!])(?:$|[)";}\]*:@'({[!?])/su;

/**
 * How many sentences an English text has, close to the splitter of the benchmark's checker (Punkt): "?" and "!" end one, a full
 * stop does but after abbreviations, initials, and numbers or dots that go on with a small letter. The end of a line alone ends
 * none, and the number of a list item ("1.") is a sentence.
 */
export function countSentences(text: string): number {
  const words = text.match(/\S+/gu) ?? [];
  return words.filter((word, index) => endsSentence(word, words[index + 1])).length;
}

function endsSentence(word: string, next: string | undefined): boolean {
  if (next === undefined) return true;
  const [, before = '', sign] = LAST_END.exec(word) ?? [];
  if (sign !== '.') return sign !== undefined;
  const following = next.replace(/^[^\p{L}\p{N}]+/u, '');
  const beginsSmall = /^\p{Ll}/u.test(following);
  if (before.endsWith('.') || /^[^\p{L}]*\p{N}$/u.test(before)) return !beginsSmall;
  const last = before.split(/[-("[{*'`]/u).at(-1) ?? '';
  if (!/^\p{L}$/u.test(last) && !ABBREVIATIONS.has(last.toLowerCase())) return true;
  return !beginsSmall && STARTERS.has(following.toLowerCase());
}
