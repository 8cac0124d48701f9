import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { main } from '../../../../src/cli/main';
import { readEnvironment } from '../../../../src/env';
import { recordingTerminal } from '../recording-terminal';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'srlm-data-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function data(...words: string[]) {
  const terminal = recordingTerminal();
  const context = { terminal, environment: () => readEnvironment({}), interrupted: () => new AbortController().signal };
  const exitCode = await main(['data', ...words], context);
  return { exitCode, out: terminal.written.join('\n'), log: terminal.logged.join('\n') };
}

async function file(name: string, ...rows: object[]): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  return path;
}

describe('data validate', () => {
  it('accepts the example seed data, by its folder and by its files', async () => {
    const seed = resolve('examples/seed');
    const whole = await data('validate', seed, '--json');
    expect(whole.exitCode).toBe(0);
    expect(JSON.parse(whole.out)).toMatchObject({ problems: [] });
    const two = await data('validate', join(seed, 'eft-heldout.jsonl'), join(seed, 'ift.jsonl'));
    expect(two.exitCode).toBe(0);
    expect(two.out).toMatch(/^heldOut .*\nift /);
  });

  it('lists problems by file and line with exit code 2', async () => {
    const path = await file('ift.jsonl', { id: '1', prompt: 'p', response: 'r' }, { id: '2', prompt: 'p' });
    const { exitCode, out, log } = await data('validate', path);
    expect(exitCode).toBe(2);
    expect(out).toContain('1 good rows, 1 problems');
    expect(log).toContain(`${path}:2: response`);
  });

  it('asks what a file holds whose name does not say so', async () => {
    const path = await file('chat.jsonl', { id: '1', prompt: 'p', response: 'r' });
    const asked = await data('validate', path);
    expect(asked).toMatchObject({ exitCode: 2, out: '' });
    expect(asked.log).toContain(`write ROLE=${path}`);
    expect((await data('validate', `ift=${path}`)).exitCode).toBe(0);
  });

  it('refuses two files for one role, and a file that is not there', async () => {
    const path = await file('ift.jsonl', { id: '1', prompt: 'p', response: 'r' });
    expect((await data('validate', path, `ift=${path}`)).log).toContain('are both "ift"');
    expect((await data('validate', join(folder, 'none.jsonl'))).exitCode).toBe(3);
  });
});

const message = (id: string, role: string, text: string, rest: object = {}) => ({
  message_id: id,
  role,
  text,
  lang: 'en',
  ...rest,
});

const tree = (id: string) => ({
  message_tree_id: id,
  tree_state: 'ready_for_export',
  prompt: message(id, 'prompter', `Question ${id}?`, {
    replies: [0, 1, 2].map((rank) =>
      message(`${id}-${rank}`, 'assistant', `Answer ${rank} to ${id}.`, { rank, replies: [] }),
    ),
  }),
});

describe('data import oasst', () => {
  it('writes files that validate and that the printed recipe names', async () => {
    const trees = await file('trees.jsonl', ...Array.from({ length: 40 }, (_, index) => tree(`t${index}`)));
    const out = join(folder, 'seed');
    const made = await data('import', 'oasst', trees, '--out', out);
    expect(made.exitCode).toBe(0);
    expect(parse(made.out)).toMatchObject({ data: { ift: join(out, 'ift.jsonl') }, eft: { judgements: 'baseline' } });
    expect((await data('validate', out)).exitCode).toBe(0);
    expect((await data('import', 'oasst', trees, '--out', out)).log).toContain('exists; choose another folder');
  });
});

describe('data import ifeval', () => {
  const row = (key: number, ids: string[], kwargs: object[] = ids.map(() => ({}))) => ({
    key,
    prompt: `Write ${key}.`,
    instruction_id_list: ids,
    kwargs,
  });

  it('writes prompts with their instructions, and the recipe that checks them', async () => {
    const rows = await file(
      'input_data.jsonl',
      row(
        1,
        ['punctuation:no_comma', 'keywords:existence'],
        [{ keywords: null }, { keywords: ['sky'], relation: null }],
      ),
    );
    const out = join(folder, 'prompts-of-ifeval');
    const made = await data('import', 'ifeval', rows, '--out', out);
    expect(made.exitCode).toBe(0);
    expect(made.log).toContain('Wrote 1 prompts');
    const written = join(out, 'prompts.jsonl');
    expect(parse(made.out)).toMatchObject({ data: { prompts: written }, selection: { critic: 'verifier' } });
    expect(JSON.parse(await readFile(written, 'utf8'))).toEqual({
      id: 'ifeval-1',
      text: 'Write 1.',
      source: 'seed',
      parents: [],
      tags: ['ifeval'],
      instructions: [
        { id: 'punctuation:no_comma', kwargs: {} },
        { id: 'keywords:existence', kwargs: { keywords: ['sky'] } },
      ],
    });
    expect((await data('validate', `prompts=${written}`)).exitCode).toBe(0);
  });

  it('names the line and the field of what is wrong', async () => {
    const rows = await file(
      'input_data.jsonl',
      row(1, ['punctuation:no_comma'], []),
      row(3, ['punctuation:made_up']),
      row(2, ['punctuation:no_comma', 'length_constraints:number_words'], [{}, { relation: 'about', num_words: 3 }]),
    );
    const { exitCode, log } = await data('import', 'ifeval', rows, '--out', join(folder, 'out'));
    expect(exitCode).toBe(2);
    expect(log).toContain(`${rows}:1: kwargs: must have one for each of 1 instructions, got 0`);
    expect(log).toContain(`${rows}:2: instruction_id_list.0: "punctuation:made_up" is not supported`);
    expect(log).toContain(`${rows}:3: kwargs.1.relation: `);
  });
});

describe('data validate', () => {
  it('names the line and the field of an instruction that cannot be checked', async () => {
    const instructions = [{ id: 'punctuation:no_comma' }, { id: 'keywords:existence', kwargs: { keywords: 'sky' } }];
    const path = await file('prompts.jsonl', { id: 'a', text: 'Why?' }, { id: 'b', text: 'How?', instructions });
    const { exitCode, log } = await data('validate', path);
    expect(exitCode).toBe(2);
    expect(log).toContain(`${path}:2: instructions.1.kwargs.keywords: `);
  });
});
