import { textLength } from '../core/text-length';

export type Shortened = { kind: 'whole' } | { kind: 'cut'; opening: string; left: number };

/** The opening of a long text, cut between code points and not inside one. */
export function firstCharacters(text: string, most: number): Shortened {
  const length = textLength(text);
  if (length <= most) return { kind: 'whole' };
  return { kind: 'cut', opening: Array.from(text).slice(0, most).join(''), left: length - most };
}
