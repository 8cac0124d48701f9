/**
 * Puts a text that a person or a model wrote between `<name>` and `</name>`. Inside, every tag of one of `names` and
 * every control token of a chat template (`<|...|>`) loses its bracket, so that the text cannot end its own part.
 */
export function delimit(name: string, text: string, names: readonly string[]): string {
  const tag = new RegExp(`<(?=[\\s/]{0,8}(?:${names.join('|')})\\b|\\|)`, 'gi');
  return `<${name}>\n${text.replace(tag, '&lt;')}\n</${name}>`;
}
