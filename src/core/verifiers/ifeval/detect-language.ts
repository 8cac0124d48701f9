import { wordsOf } from '../../prompts/words';
import { LANGUAGES, type Language, type LanguageTraits } from './languages';

/** One word that is no sign of any language says nothing. */
const FEWEST_WORDS = 2;

/**
 * The language of a text among those that IFEval asks for; null where nothing tells. The script with the most letters decides
 * first; among the languages of one script, function words and letters of their own do. Latin text without any such sign is
 * taken for English from two words on.
 */
export function detectLanguage(text: string): Language | null {
  const letters = LANGUAGES.map(({ script }) => text.match(script)?.length ?? 0);
  const most = Math.max(...letters);
  if (most === 0) return null;
  const ofScript = LANGUAGES.filter((_, index) => letters[index] === most);
  const words = wordsOf(text);
  const signs = ofScript.map((traits) => signsOf(traits, words, text));
  const best = Math.max(...signs);
  const leading = ofScript.filter((_, index) => signs[index] === best).map(({ code }) => code);
  if (leading.length === 1) return leading[0] ?? null;
  return leading.includes('en') && (best > 0 || words.length >= FEWEST_WORDS) ? 'en' : null;
}

function signsOf({ words: known, letters }: LanguageTraits, words: readonly string[], text: string): number {
  return words.filter((word) => known.has(word)).length + (text.match(letters)?.length ?? 0);
}
