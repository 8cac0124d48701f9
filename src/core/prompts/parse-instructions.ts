/** "12. ", "12) ", also in bold. */
const NUMBER = /^[ \t]{0,8}(?:\*\*)?\d{1,3}[.)](?:\*\*)?(?:[ \t]+|\r?$)/;

/**
 * The items of a numbered list, in their order. A reply may go straight on with the number that it was given, so a list
 * whose first line has no number starts with an item. A blank line ends an item; what comes before the next number is
 * not part of the list.
 */
export function parseInstructions(text: string): string[] {
  const items: string[] = [];
  let open = true;
  for (const line of text.trim().split('\n')) {
    const numbered = NUMBER.test(line);
    if (numbered || items.length === 0) items.push(line.replace(NUMBER, ''));
    else if (open) items.push(`${items.pop()}\n${line}`);
    open = numbered || (open && line.trim() !== '');
  }
  return items
    .map((item) =>
      item
        .trim()
        .replace(/^\*\*|\*\*$/g, '')
        .trim(),
    )
    .filter((item) => item !== '');
}
