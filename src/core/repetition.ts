import { wordsOf } from './prompts/words';

/** Without a natural text in mind that says the same eight words four times (project choice; the paper gives no numbers). */
const DEFAULTS = { words: 8, occurrences: 4 };

/**
 * Whether some run of `words` words stands in the text `occurrences` times or more, overlapping ones included: what a
 * model writes that is caught in a loop (the defect detector of 2404.03715).
 */
export function isRepetitive(
  text: string,
  { words, occurrences }: { words: number; occurrences: number } = DEFAULTS,
): boolean {
  const all = wordsOf(text);
  const seen = new Map<string, number>();
  for (let start = 0; start + words <= all.length; start += 1) {
    // Words hold no space, so that joined runs are equal only when their words are.
    const run = all.slice(start, start + words).join(' ');
    const count = (seen.get(run) ?? 0) + 1;
    if (count >= occurrences) return true;
    seen.set(run, count);
  }
  return false;
}
