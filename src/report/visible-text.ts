/**
 * Control and format characters, direction marks among them, can make a text read as something that it is not (UTS 39,
 * "Trojan Source"). Line breaks and tabs stay, and so do joiners, which scripts and emoji need, and visible Arabic signs.
 */
const INVISIBLE = /(?![\n\t\p{Join_Control}\u0600-\u0605\u06dd])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** The text with every invisible code point written out, for example ⟦U+202E⟧. */
export function visibleText(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(INVISIBLE, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    return `⟦U+${code}⟧`;
  });
}
