import { firstCharacters } from './first-characters';

const TITLE_CHARACTERS = 140;

/** The beginning of a prompt, on one line. */
export function titleOf(prompt: string): string {
  // Folding the space of a megabyte is work for nothing.
  const line = prompt
    .slice(0, 8 * TITLE_CHARACTERS)
    .replace(/\s+/g, ' ')
    .trim();
  const cut = firstCharacters(line, TITLE_CHARACTERS);
  return cut.kind === 'whole' ? line : `${cut.opening}…`;
}
