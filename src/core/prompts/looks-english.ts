import { wordsOf } from './words';

/** Words that are frequent in their language and are no English words; from German, French, Spanish, Italian, Portuguese and Dutch. */
const FOREIGN = new Set(
  (
    'und der das ist nicht ein eine mit für auf wie sie ich zu den dem ' +
    'le la les des une est et pour dans que qui pas avec sur du vous ' +
    'el los las una es por para con como del y qué ' +
    'il lo gli che di per sono della ' +
    'um uma não os com ' +
    'het een van niet zijn voor dat'
  ).split(' '),
);
const ENGLISH = new Set(
  'the a an of to and in is that for with on what how why are you your it this from or by be as can do does'.split(' '),
);

/**
 * A cheap guess, made to keep English rather than to catch everything else: it is refused when most letters are not
 * Latin, or when at least two foreign function words outnumber the English ones.
 */
export function looksEnglish(text: string): boolean {
  const letters = text.match(/\p{L}/gu) ?? [];
  const latin = letters.filter((letter) => /\p{Script=Latin}/u.test(letter));
  if (latin.length * 2 < letters.length) return false;
  const words = wordsOf(text);
  const foreign = words.filter((word) => FOREIGN.has(word)).length;
  return foreign < 2 || foreign <= words.filter((word) => ENGLISH.has(word)).length;
}
