import { textLength } from '../core/text-length';

export type Shortened = { kind: 'whole' } | { kind: 'cut'; opening: string; left: number };

/** The opening of a long text, cut between code points and not inside one. */
export function firstCharacters(text: string, most: number): Shortened {
  const length = textLength(text);
  if (length <= most) return { kind: 'whole' };
  return { kind: 'cut', opening: Array.from(text).slice(0, most).join(''), left: length - most };
}

/** Keeps the page light when a model repeats itself to its token limit. */
const LONGEST_CHARACTERS = 6000;

/** A text of the run as a report carries it: whole, or with how much is missing. */
export function shortened(text: string, most = LONGEST_CHARACTERS): string {
  const shown = firstCharacters(text, most);
  return shown.kind === 'whole' ? text : `${shown.opening} […${shown.left} more characters in the store]`;
}
