import { z } from 'zod';
import { collectRecords } from '../../../src/data/read-records';
import { temporaryFiles } from './temporary-files';

const files = temporaryFiles();
const schema = z.strictObject({ text: z.string() });
const read = (content: string) => collectRecords(files.write('rows.json', content), schema, { form: 'any-json' });

describe('a file that is one JSON array', () => {
  it('has a row an element, with the line that it begins on', async () => {
    const { records, problems } = await read('\n[\n  {"text": "a [b], {c}"},\n  {\n    "text": "\\"]\\\\"\n  }\n]\n');
    expect(problems).toEqual([]);
    expect(records).toEqual([
      { line: 3, record: { text: 'a [b], {c}' } },
      { line: 4, record: { text: '"]\\' } },
    ]);
  });

  it('names the line of a bad element and goes on', async () => {
    const { records, problems } = await read('[{"text": "a"},\n{"text": 1},\n{"text" "b"},\n{"text": "c"}]');
    expect(records.map(({ line }) => line)).toEqual([1, 4]);
    expect(problems.map(({ line, path }) => [line, path])).toEqual([
      [2, 'text'],
      [3, null],
    ]);
  });

  it.each([
    ['does not end', '[{"text": "a"}', 'the array does not end'],
    ['goes on after its end', '[{"text": "a"}] {}', 'something stands after the end of the array'],
    ['is empty', '[]', 'the file has no row'],
  ])('is refused when it %s', async (_, content, message) => {
    expect((await read(content)).problems).toMatchObject([{ message }]);
  });

  it('is JSON Lines when it does not begin with a bracket', async () => {
    expect((await read('{"text": "a"}\n{"text": "b"}\n')).records.map(({ line }) => line)).toEqual([1, 2]);
  });
});

describe('a CSV file', () => {
  const csv = (content: string) => collectRecords(files.write('rows.csv', content), schema, { form: 'csv' });

  it('has a row a line, by the names in its header', async () => {
    expect((await csv('text\na\nb\n')).records).toEqual([
      { line: 2, record: { text: 'a' } },
      { line: 3, record: { text: 'b' } },
    ]);
  });

  it('is refused by line where a row is not like the header or is quoted', async () => {
    const { problems } = await csv('text\na,b\n"c"\nd\n');
    expect(problems.map(({ line, message }) => `${line}: ${message}`)).toEqual([
      '2: has 2 fields; the header has 1',
      '3: holds a quoted field; only plain ones are read',
    ]);
  });
});
