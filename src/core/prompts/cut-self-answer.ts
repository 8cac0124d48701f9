/**
 * Tuned models begin to answer their own instruction (2212.10560 saw it too). What follows a blank line, a rule, a label
 * such as "Answer:" or a control token of a chat template is no part of the instruction.
 */
export function cutSelfAnswer(text: string): string {
  const end = text.search(SEPARATOR);
  return (end < 0 ? text : text.slice(0, end)).trim();
}

const SEPARATOR =
  /\n[ \t]*\r?\n|\n[ \t]*(?:#{2,}|-{3,}|={3,}|\*{3,})|(?:^|\n)[ \t*#]{0,8}(?:answer|output|response|solution|reply|assistant|explanation)[ \t*]{0,8}:|<\|/i;
