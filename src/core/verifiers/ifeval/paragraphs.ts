/** The parts between separators that are not empty; null when an empty one stands anywhere but at an end. */
export function paragraphsOf(text: string, separator: string | RegExp): string[] | null {
  const parts = text.split(separator);
  const inner = parts.slice(1, -1);
  if (inner.some((part) => part.trim() === '')) return null;
  return parts.filter((part) => part.trim() !== '');
}

/** Whether there are so many paragraphs, parted by empty lines, and the nth begins with a word. */
export function startsParagraph(
  text: string,
  { paragraphs, nth, word }: { paragraphs: number; nth: number; word: string },
): boolean {
  const parts = text.split('\n\n');
  if (parts.filter((part) => part.trim() !== '').length !== paragraphs || nth > paragraphs) return false;
  // The nth part is counted with the empty ones, as the benchmark's checker does.
  const [first = ''] = (parts[nth - 1] ?? '').trim().split(/\s+/u);
  const [letters = ''] = first
    .replace(/^'+/u, '')
    .replace(/^"+/u, '')
    .split(/[.,?!'"]/u);
  return first !== '' && letters.toLowerCase() === word.toLowerCase();
}
