/** Every tag that delimits a part begins with one of these. */
const NAMES = ['instruction', 'answer', 'rubric', 'judgement'] as const;
type PartName = (typeof NAMES)[number];

/** What a reader may take for "<", and what may stand after it without changing what the tag looks like. */
const BRACKET = '[<＜﹤]';
const INVISIBLE = '\\p{Cc}\\p{Cf}\\p{M}';
const FILLING = `[\\s/\\\\∕⁄／${INVISIBLE}]*`;

/** After a bracket: the control tokens of chat templates, which a server takes for the end of the message itself. */
const TOKEN = '[|｜]|/?(?:s|bos|eos|pad|unk|mask|start_of_turn|end_of_turn)>|</?SYS>>';

const TAG = NAMES.map((name) => Array.from(name, anyWidth).join(`[\\s${INVISIBLE}]*`)).join('|');
const OPENING = new RegExp(`${BRACKET}(?=${FILLING}(?:${TAG})|${TOKEN})`, 'giu');

/**
 * Puts a text that a person or a model wrote between `<name>` and `</name>`. Inside, every tag of a part, also in
 * disguise, and every control token of a chat template loses its bracket, so that the text cannot end its own part.
 */
export function delimit(name: `${PartName}${string}`, text: string): string {
  const inside = text.replace(OPENING, '&lt;').replace(/\[(?=\/?INST\])/g, '&#91;');
  return `<${name}>\n${inside}\n</${name}>`;
}

/** A letter or its full-width form. */
function anyWidth(letter: string): string {
  return `[${letter}${String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0)}]`;
}
