/** "Step 2:", "**Step 2**", "### Step 2" at the beginning of a line. */
const HEADING = /^[\s#*_>-]{0,12}step[ \t]{1,4}\d{1,3}\b/iu;
const FENCE = /^[ \t]{0,3}(?:```|~~~)/;

/**
 * The steps of a solution, with the space between them at the end of the earlier one: joined they are the text again, so
 * that the first of them are a prefix of it. A step begins at a heading "Step n" or, in a text without headings, after an
 * empty line; never inside a block of code. Text before the first heading is part of the first step.
 */
export function splitSteps(text: string): string[] {
  const lines = marked(text.match(/[^\n]*\n|[^\n]+$/g) ?? []);
  const headings = lines.filter(({ line, isCode }) => !isCode && HEADING.test(line)).length;
  const steps: string[] = [];
  let hasContent = false;
  let headingsSeen = 0;
  for (const [index, { line, isCode }] of lines.entries()) {
    const isHeading = !isCode && HEADING.test(line);
    if (isHeading) headingsSeen += 1;
    const before = lines[index - 1];
    const isParagraph =
      before !== undefined && !isCode && !before.isCode && before.line.trim() === '' && line.trim() !== '';
    const begins = headings > 0 ? isHeading && headingsSeen > 1 : isParagraph && hasContent;
    if (steps.length === 0 || begins) steps.push(line);
    else steps.push(`${steps.pop() ?? ''}${line}`);
    hasContent ||= line.trim() !== '';
  }
  return steps;
}

/** The steps of a text that may be blank, and has none then. */
export function stepsOf(text: string): string[] {
  return text.trim() === '' ? [] : splitSteps(text);
}

/** Whether each line is inside a block of code. The line of the fence that opens one is not, and the one that closes it is. */
function marked(lines: readonly string[]): { line: string; isCode: boolean }[] {
  let isOpen = false;
  return lines.map((line) => {
    const isCode = isOpen;
    if (FENCE.test(line)) isOpen = !isOpen;
    return { line, isCode };
  });
}
