import { stringify } from 'yaml';
import type { Method } from '../../recipes/method';

const WIDTH = 100;

/** A line a method. */
export function renderMethods(all: readonly Pick<Method, 'name' | 'title' | 'source'>[]): string {
  const width = (of: (method: Pick<Method, 'name' | 'title'>) => string) =>
    Math.max(0, ...all.map((method) => of(method).length));
  const [nameWidth, titleWidth] = [width(({ name }) => name), width(({ title }) => title)];
  const lines = all.map(
    ({ name, title, source }) => `${name.padEnd(nameWidth)}  ${title.padEnd(titleWidth)}  ${source}`,
  );
  return [...lines, '', '`srlm methods NAME` explains one; `srlm init FILE --method NAME` begins with it.'].join('\n');
}

/** Everything that a person wants to know before choosing a method. */
export function renderMethod({ name, title, source, summary, departures, figures, recipe }: Method): string {
  const preset = stringify({ method: name, ...recipe }, { lineWidth: WIDTH }).trimEnd();
  return [
    `${name}: ${title}`,
    `Source: ${source}`,
    '',
    ...wrapped(summary, ''),
    ...list('Where it differs from the source:', departures),
    ...list('Published figures:', figures),
    '',
    'Recipe (what is not here has its default; what you type goes over it):',
    ...preset.split('\n').map((line) => `  ${line}`),
  ].join('\n');
}

function list(heading: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : ['', heading, ...items.flatMap((item) => wrapped(item, '- '))];
}

function wrapped(text: string, bullet: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && bullet.length + last.length + 1 + word.length <= WIDTH) {
      lines[lines.length - 1] = `${last} ${word}`;
    } else lines.push(word);
  }
  return lines.map((line, index) => `${index === 0 ? bullet : ' '.repeat(bullet.length)}${line}`);
}
