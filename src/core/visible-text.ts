/**
 * Control, format and other invisible characters, direction marks among them, can make a text read as something that it
 * is not (UTS 39, "Trojan Source"). Line breaks and tabs stay, and so do joiners and variation selectors, which scripts
 * and emoji need, and visible Arabic signs.
 */
const INVISIBLE =
  /(?![\n\t\p{Join_Control}\p{Variation_Selector}\u0600-\u0605\u06dd])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** The text with every invisible code point written out, for example ⟦U+202E⟧. */
export function visibleText(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(INVISIBLE, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    return `⟦U+${code}⟧`;
  });
}

/** The same on one line, for a place where a line break would begin something else. */
export function visibleLine(text: string): string {
  return visibleText(text).replace(/\s+/gu, ' ').trim();
}

/** What a reader sees of a text: without invisible characters and the space around it. Empty for a text without content. */
export function visibleContent(text: string): string {
  return text.replace(/(?![\t-\r ])[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/gu, '').trim();
}
