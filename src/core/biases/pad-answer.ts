const LIST_ITEM = /^\s*(?:[-*•]|\d{1,3}[.)])\s+(\S.*)$/gm;
/** Up to the end of a sentence, or of the text. */
const SENTENCE = /[^.!?\n]+[.!?]*/g;
const MOST_REPEATS = 8;

/**
 * An answer with its own points said again and nothing new, as the repetitive-list attack has it (2306.05685): those of
 * its list, or its sentences where it has none. A judge that prefers it prefers length.
 */
export function padAnswer(answer: string): string {
  const items = [...answer.matchAll(LIST_ITEM)].flatMap(([, item]) => item ?? []);
  const points = items.length >= 2 ? items : (answer.match(SENTENCE) ?? []);
  const repeats = points
    .map((point) => point.trim())
    .filter((point) => point !== '')
    .slice(0, MOST_REPEATS)
    .map((point) => `To put it in other words: ${point}`);
  return [answer.trimEnd(), ...repeats].join('\n\n');
}
