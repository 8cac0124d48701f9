import { gzipSync } from 'node:zlib';
import { eftGroupSchema, iftRecordSchema } from '../../../src/core/records';
import { DataError, describeProblem } from '../../../src/data/data-error';
import { collectRecords, readAllRecords } from '../../../src/data/read-records';
import { jsonLines, temporaryFiles } from './temporary-files';

const files = temporaryFiles();
const row = (id: string, response = 'Because.') => ({ id, prompt: 'Why?', response });

async function problemsOf(content: string | Uint8Array, maxLineBytes = 2 ** 20): Promise<string[]> {
  const file = files.write('rows.jsonl', content);
  const { problems } = await collectRecords(file, iftRecordSchema, { maxLineBytes });
  return problems.map((problem) => describeProblem({ ...problem, file: 'rows.jsonl' }));
}

describe('reading records', () => {
  const good = [row('a'), row('b', 'déjà vu 🙂'), row('c', 'two\u2028lines\r\n')];

  it.each<[string, string | Uint8Array]>([
    ['plain lines', jsonLines(good)],
    ['a last line without an end', jsonLines(good).trimEnd()],
    ['lines that end with CRLF', jsonLines(good).replaceAll('\n', '\r\n')],
    ['empty lines between rows', jsonLines(good).replaceAll('\n', '\n\n')],
    ['a byte order mark', `\ufeff${jsonLines(good)}`],
    ['raw line separators inside a text', jsonLines(good).replaceAll('\\u2028', '\u2028')],
    ['gzip, whatever the name', gzipSync(jsonLines(good))],
    ['gzip in several members', Buffer.concat(good.map((line) => gzipSync(jsonLines([line]))))],
  ])('takes %s', async (_, content) => {
    expect(await readAllRecords(files.write('good.jsonl', content), iftRecordSchema)).toEqual(good);
  });

  it('joins lines and characters that fall on the border of two chunks', async () => {
    const rows = Array.from({ length: 3000 }, (_, index) => row(`r${index}`, '🙂é'.repeat(index % 97) + 'x'));
    expect(await readAllRecords(files.write('many.jsonl', jsonLines(rows)), iftRecordSchema)).toEqual(rows);
  });

  it.each<[string, string | Uint8Array, string[]]>([
    ['an empty file', '', ['rows.jsonl: the file has no row']],
    ['a file of empty lines', '\n \n', ['rows.jsonl: the file has no row']],
    ['a missing field', '{"id":"a","prompt":"x"}', ['rows.jsonl:1: response: is missing']],
    ['an empty text', jsonLines([row('a'), row('b', ' ')]), ['rows.jsonl:2: response: must not be empty']],
    [
      'an unknown field',
      jsonLines([{ ...row('a'), rating: 5 }]),
      ['rows.jsonl:1: rating: is not a field of this record'],
    ],
    ['a repeated id', jsonLines([row('a'), row('b'), row('a')]), ['rows.jsonl:3: id: "a" is the id of line 1 too']],
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), ['rows.jsonl:1: the line is not UTF-8']],
    ['every problem of a row', '{"id":"","prompt":1}', ['id', 'prompt', 'response']],
  ])('refuses %s', async (_, content, expected) => {
    const problems = await problemsOf(content);
    expect(problems).toHaveLength(expected.length);
    for (const [index, problem] of problems.entries()) expect(problem).toContain(expected[index]);
  });

  it('refuses what is not JSON, names the line and goes on', async () => {
    expect(await problemsOf(`${jsonLines([row('a')])}{"id":\n[1]\n${jsonLines([row('b')])}`)).toEqual([
      expect.stringMatching(/^rows.jsonl:2: not JSON: /),
      expect.stringMatching(/^rows.jsonl:3: .*expected object/),
    ]);
  });

  it('passes over a line that is too long without holding it, and reads the next', async () => {
    const long = `${jsonLines([row('a')])}"${'x'.repeat(10_000_000)}"\n${jsonLines([row('b')])}`;
    expect(await problemsOf(long)).toEqual(['rows.jsonl:2: the line has 10000002 bytes; at most 1048576 are read']);
    const { records } = await collectRecords(files.write('long.jsonl', long), iftRecordSchema);
    expect(records.map(({ line, record }) => [line, record.id])).toEqual([
      [1, 'a'],
      [3, 'b'],
    ]);
  });

  it('holds little memory for a packed line of 100 MB', async () => {
    const file = files.write('bomb.gz', Buffer.concat(Array.from({ length: 100 }, () => megabyteOfSpace)));
    const before = process.memoryUsage().rss;
    const { problems } = await collectRecords(file, iftRecordSchema);
    expect(problems[0]?.message).toBe(`the line has ${100 * 2 ** 20} bytes; at most 1048576 are read`);
    expect(process.memoryUsage().rss - before).toBeLessThan(80 * 2 ** 20);
  });
  const megabyteOfSpace = gzipSync(Buffer.alloc(2 ** 20, 'x'));

  it.each([
    ['cut', (bytes: Buffer) => bytes.subarray(0, bytes.length - 12)],
    ['changed', (bytes: Buffer) => Buffer.concat([bytes.subarray(0, bytes.length - 6), Buffer.from('abcdef')])],
  ])('says where a gzip file that was %s is damaged', async (_, damage) => {
    const packed = gzipSync(jsonLines(Array.from({ length: 50 }, (_value, index) => row(`r${index}`))));
    const problems = await problemsOf(damage(packed));
    expect(problems.at(-1)).toMatch(/^rows.jsonl:\d+: the gzip file is damaged from here on/);
  });

  it('refuses a gap in the ranks of a group', async () => {
    const replies = [0, 2].map((rank) => ({ id: `r${rank}`, text: 'x', rank }));
    const file = files.write('eft.jsonl', jsonLines([{ id: 'g', prompt: 'Why?', replies }]));
    await expect(readAllRecords(file, eftGroupSchema)).rejects.toThrow(
      'eft.jsonl:1: replies: ranks must start at 0 without a gap (missing 1)',
    );
  });

  it('says that a file does not exist, or that it is a folder', async () => {
    await expect(readAllRecords(`${files.folder}/none.jsonl`, iftRecordSchema)).rejects.toThrow(
      'none.jsonl: does not exist',
    );
    await expect(readAllRecords(files.folder, iftRecordSchema)).rejects.toThrow('is a folder; name a file in it');
  });
});

describe('DataError', () => {
  it('shows 20 problems and the number of all', async () => {
    const file = files.write('bad.jsonl', '{}\n'.repeat(30));
    const error = await readAllRecords(file, iftRecordSchema).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DataError);
    if (!(error instanceof DataError)) return;
    expect(error.problems).toHaveLength(90);
    expect(error.message.split('\n')).toHaveLength(22);
    expect(error.message).toContain('The data has 90 problems:');
    expect(error.message).toContain('- and 70 more');
  });
});
