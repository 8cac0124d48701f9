import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { startFaultServer, type FaultServer } from '../../../../../packages/vllm-client/tests/fault-server';
import { chatReply, errorReply } from '../../../../../packages/vllm-client/tests/recorded-replies';
import { jsonLines, temporaryFiles } from '../../../data/temporary-files';
import { runCommand } from '../../run-command';

const files = temporaryFiles();
const questions = files.write(
  'questions.json',
  JSON.stringify(['a', 'b', 'c'].map((instruction, index) => ({ instruction, index, dataset: 'x' }))),
);
const requestSchema = z.object({ model: z.string(), messages: z.tuple([z.object({ content: z.string() })]) });
const rowSchema = z.looseObject({ instruction: z.string() });

const REPLIES = {
  a: 'Topic: coding\nComplexity: 3\nLength: 1 paragraph',
  b: 'Topic: health\nComplexity: many\nLength: 1-3 sentences',
  c: 'I cannot say.',
};
type Instruction = keyof typeof REPLIES;

/** What is asked about. */
function instructionOf(body: unknown): Instruction {
  const [{ content }] = requestSchema.parse(body).messages;
  return z.enum(['a', 'b', 'c']).parse(/<instruction>\n(.)\n/.exec(content)?.[1]);
}

let server: FaultServer;
const asked = () => server.requests.map(({ body }) => instructionOf(body)).toSorted();

beforeEach(async () => {
  server = await startFaultServer();
  server.behave(({ body }) => ({ kind: 'json', body: chatReply(REPLIES[instructionOf(body)]) }));
});
afterEach(() => server.close());

const outOf = (name: string) => join(files.folder, `${name}.jsonl`);
const rowsOf = (out: string) =>
  readFileSync(out, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => rowSchema.parse(JSON.parse(line)));
const label = (out: string, ...words: string[]) =>
  runCommand(
    'eval',
    'categories',
    '--questions',
    questions,
    '--url',
    server.url,
    '--model',
    'm',
    '--out',
    out,
    ...words,
  );

describe('srlm eval categories (methods section 1)', () => {
  it('labels every question, and counts what could not be read', async () => {
    const out = outOf('all');
    const { exitCode, out: shown } = await label(out);
    expect(exitCode).toBe(0);
    expect(shown).toContain('3 questions: 3 labelled now, 0 before, 0 refused by the server');
    expect(shown).toMatch(/^coding +1 +33\.33 %\nhealth +1 +33\.33 %\nlabel not read +1 /m);
    expect(shown).toMatch(/^3 +1 +33\.33 %\nlabel not read +2 /m);
    const [row] = rowsOf(out).filter(({ instruction }) => instruction === 'b');
    expect(row).toEqual({
      instruction: 'b',
      index: 1,
      topic: 'health',
      complexity: null,
      expectedLength: '1-3 sentences',
      model: 'm',
      promptVersion: expect.stringMatching(/^sha256:/) as unknown,
      reply: REPLIES.b,
    });
  });

  it('asks only for what is not labelled yet, also what could not be read', async () => {
    const out = outOf('resumed');
    await label(out);
    const kept = rowsOf(out).filter(({ instruction }) => instruction !== 'a');
    // Without the end of the last line, as an editor may leave it.
    writeFileSync(out, jsonLines(kept).trimEnd());
    server.requests.length = 0;
    const { out: shown } = await label(out, '--json');
    expect(asked()).toEqual(['a']);
    expect(JSON.parse(shown)).toMatchObject({ questions: 3, labelled: 1, labelledBefore: 2, refused: [] });
    expect(rowsOf(out).map(({ instruction }) => instruction)).toEqual([...kept.map((row) => row.instruction), 'a']);
    await label(out);
    expect(asked()).toEqual(['a']);
  });

  it('keeps what is labelled when the server fails for good, and says how many', async () => {
    const out = outOf('failing');
    await label(out);
    writeFileSync(out, jsonLines(rowsOf(out).filter(({ instruction }) => instruction === 'c')));
    server.behave({ kind: 'json', status: 401, body: errorReply('no such key', 401) });
    const { exitCode, log } = await label(out);
    expect(exitCode).toBe(1);
    expect(log).toContain(`1 of 3 questions are labelled in ${out}; the same command asks for the rest`);
    expect(rowsOf(out)).toHaveLength(1);
  });

  it('asks again after a failure that may pass', async () => {
    const out = outOf('retried');
    let failures = 0;
    server.behave(({ body }) => {
      const instruction = instructionOf(body);
      if (instruction !== 'b' || failures > 0) return { kind: 'json', body: chatReply(REPLIES[instruction]) };
      failures += 1;
      return { kind: 'reset' };
    });
    expect((await label(out)).exitCode).toBe(0);
    expect(asked()).toEqual(['a', 'b', 'b', 'c']);
  });

  it('shows questions that the server will not take, which have no row', async () => {
    const out = outOf('refused');
    server.behave(({ body }) => {
      const instruction = instructionOf(body);
      return instruction === 'a'
        ? { kind: 'json', status: 400, body: errorReply('far too long', 400) }
        : { kind: 'json', body: chatReply(REPLIES[instruction]) };
    });
    const { exitCode, out: shown } = await label(out);
    expect(exitCode).toBe(0);
    expect(shown).toContain('2 labelled now, 0 before, 1 refused by the server');
    expect(shown).toMatch(/^"a": .*far too long/m);
    expect(shown).toMatch(/^no label +1 +33\.33 %$/m);
    expect(rowsOf(out)).toHaveLength(2);
  });

  it('fails when the server takes no question at all', async () => {
    const out = outOf('none');
    server.behave({ kind: 'json', status: 400, body: errorReply('no such field', 400) });
    const { exitCode, log } = await label(out);
    expect(exitCode).toBe(1);
    expect(log).toContain('no such field');
    expect(existsSync(out)).toBe(false);
  });

  it('refuses rows of another model and rows that were cut, by file and line', async () => {
    const out = outOf('mixed');
    await label(out);
    const other = await label(out, '--model', 'n');
    expect(other).toMatchObject({ exitCode: 2 });
    expect(other.log).toContain(`${out}:1: model: is "m"; name another file for "n"`);
    appendFileSync(out, '{"instruction":"d","top');
    expect((await label(out)).log).toContain(`${out}:4: not JSON`);
  });

  it.each([
    ['an address that is none', ['--url', 'judge:8000'], '--url must be an http or https address'],
    ['a key that may not be sent', ['--api-key-env', 'HOME'], '--api-key-env must be SRLM_KEY_'],
    [
      'a key that is not set',
      ['--api-key-env', 'SRLM_KEY_NOWHERE'],
      '--api-key-env names SRLM_KEY_NOWHERE, which is not set',
    ],
  ])('refuses %s', async (_, words, message) => {
    const { exitCode, log } = await label(outOf('never'), ...words);
    expect(exitCode).toBe(2);
    expect(log).toContain(message);
    expect(server.requests).toEqual([]);
  });
});

describe('srlm eval winrate --categories (methods section 1)', () => {
  const annotation = (row: object, preference: number | null) => ({
    ...row,
    generator_1: 'base',
    generator_2: 'mine',
    preference,
  });
  const winrate = (annotations: object[], labels: string, ...words: string[]) =>
    runCommand(
      'eval',
      'winrate',
      '--annotations',
      files.write('annotations.jsonl', jsonLines(annotations)),
      '--categories',
      labels,
      ...words,
    );

  it('gives win rates by label with n, for rows that name an instruction or its index', async () => {
    const labels = outOf('labels');
    await label(labels);
    const annotations = [
      annotation({ instruction: 'a' }, 2),
      annotation({ index: 1 }, 1.25),
      annotation({ index: 2 }, null),
      annotation({ instruction: 'new' }, 1),
    ];
    const { out } = await winrate(annotations, labels);
    expect(out).toMatch(/^topic +n +win rate +95 % interval +without a preference$/m);
    expect(out).toMatch(/^coding +1 +100\.00 % +100\.0 to 100\.0 % +0\nhealth +1 +25\.00 % .* 0$/m);
    expect(out).toMatch(/^label not read +0 +– +– +1\nno label +1 +0\.00 % .* 0$/m);
    const { categories } = z
      .object({ categories: z.record(z.string(), z.looseObject({ buckets: z.array(z.unknown()) })) })
      .parse(JSON.parse((await winrate(annotations, labels, '--json')).out));
    expect(categories['complexity']).toMatchObject({
      buckets: [{ label: '3', value: { compared: 1, winRate: { estimate: 1 } } }],
      unread: { compared: 1, nulls: 1 },
      unlabelled: { compared: 1 },
    });
  });

  it('refuses labels of other instructions, and labels that are none by file and line', async () => {
    const labels = outOf('labels of others');
    await label(labels);
    const other = await winrate([annotation({ instruction: 'new' }, 1)], labels);
    expect(other.exitCode).toBe(2);
    expect(other.log).toContain('--categories has labels of no instruction of --annotations');
    const bad = files.write(
      'bad labels.jsonl',
      jsonLines([{ instruction: 'a', topic: 'cats', complexity: 3, expectedLength: null }]),
    );
    expect((await winrate([annotation({ instruction: 'a' }, 1)], bad)).log).toContain(`${bad}:1: topic: `);
  });
});
