import { visibleLine } from './visible-text';

/** What begins or ends something in Markdown (CommonMark and the tables of GitHub), wherever it stands. */
const SPECIAL = /[\\`*_~[\]<>#|&!]/g;
/** What begins a list, a heading or a rule at the start of a line. */
const LEADING = /^(\d{0,9})([-+=.)])/;

/** A text that a person or a model wrote as one line of Markdown that shows it as it is. */
export function escapeMarkdown(text: string): string {
  return visibleLine(text).replace(SPECIAL, '\\$&').replace(LEADING, '$1\\$2');
}

/** The same as code, which has no escapes. */
export function markdownCode(text: string): string {
  return `\`${visibleLine(text).replaceAll('`', 'ˋ')}\``;
}
