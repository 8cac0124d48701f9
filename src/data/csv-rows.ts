import type { Line } from './read-lines';

/** The rows of CSV lines, each as the JSON text of an object by the names in the header. Quoted fields are refused. */
export async function* csvRows(lines: AsyncIterable<Line>): AsyncGenerator<Line> {
  let names: string[] | null = null;
  for await (const line of lines) {
    if (line.kind === 'unreadable') {
      yield line;
      continue;
    }
    if (line.text.trim() === '') continue;
    const fields = line.text.split(',');
    if (line.text.includes('"')) {
      yield { kind: 'unreadable', line: line.line, message: 'holds a quoted field; only plain ones are read' };
    } else if (names === null) names = fields;
    else if (fields.length !== names.length) {
      const message = `has ${fields.length} fields; the header has ${names.length}`;
      yield { kind: 'unreadable', line: line.line, message };
    } else {
      const row = Object.fromEntries(names.map((name, column) => [name, fields[column]]));
      yield { kind: 'text', line: line.line, text: JSON.stringify(row) };
    }
  }
}
