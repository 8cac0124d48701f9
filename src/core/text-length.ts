/** Length in Unicode code points, as Python's `len` and published length figures count; an emoji is 1 and not 2. */
export function textLength(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

/** Null without a text. */
export function meanLength(texts: readonly string[]): number | null {
  if (texts.length === 0) return null;
  return texts.reduce((sum, text) => sum + textLength(text), 0) / texts.length;
}
