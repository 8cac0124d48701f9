import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describeProblem } from '../../../src/data/data-error';
import { validateSeed } from '../../../src/data/validate-seed';
import { jsonLines, temporaryFiles } from './temporary-files';

const files = temporaryFiles();

const ift = (id: string, prompt: string) => ({ id, prompt, response: 'Because.' });
const group = (id: string, prompt: string, judgement?: { text: string; score: number }) => ({
  id,
  prompt,
  replies: [
    { id: 'best', text: 'Good', rank: 0, ...(judgement ? { judgement } : {}) },
    { id: 'worst', text: 'Bad', rank: 1 },
  ],
});

/** A folder laid out as the examples are. */
function folderOf(name: string, contents: Record<string, string | Uint8Array>): string {
  mkdirSync(join(files.folder, name));
  for (const [file, content] of Object.entries(contents)) files.write(join(name, file), content);
  return join(files.folder, name);
}

const problemsOf = async (folder: string) =>
  (await validateSeed(folder)).problems.map((problem) => describeProblem(problem).replaceAll(`${folder}/`, ''));

describe('validateSeed', () => {
  it('counts the rows of every file of a good folder', async () => {
    const folder = folderOf('good', {
      'ift.jsonl': jsonLines([ift('a', 'One?'), ift('b', 'Two?')]),
      'eft-train.jsonl.gz': gzipSync(jsonLines([group('c', 'Three?', { text: 'Fine.\nScore: 4', score: 4 })])),
      'eft-heldout.jsonl': jsonLines([group('d', 'Four?')]),
      'prompts.jsonl': jsonLines([{ id: 'e', text: 'Five?' }]),
    });
    const { files: checked, problems } = await validateSeed(folder);
    expect(problems).toEqual([]);
    expect(checked.map(({ role, rows, problems: count }) => [role, rows, count])).toEqual([
      ['heldOut', 1, 0],
      ['ift', 2, 0],
      ['eft', 1, 0],
      ['prompts', 1, 0],
    ]);
  });

  it('refuses a prompt that is in two files, in other letters or spacing too', async () => {
    const folder = folderOf('shared', {
      'ift.jsonl': jsonLines([ift('a', 'One?'), ift('b', 'Held  out!'), ift('x', 'One?')]),
      'eft-train.jsonl': jsonLines([group('c', 'one')]),
      'eft-heldout.jsonl': jsonLines([group('d', 'held out')]),
      'prompts.jsonl': jsonLines([
        { id: 'e', text: 'One?' },
        { id: 'f', text: 'HELD OUT' },
      ]),
    });
    expect(await problemsOf(folder)).toEqual([
      'ift.jsonl:2: prompt: the same prompt is in eft-heldout.jsonl:1; it may be in one of the two',
      'eft-train.jsonl:1: prompt: the same prompt is in ift.jsonl:1; it may be in one of the two',
      'prompts.jsonl:2: text: the same prompt is in eft-heldout.jsonl:1; it may be in one of the two',
    ]);
  });

  it('refuses a judgement whose text does not end with its score', async () => {
    const folder = folderOf('judged', {
      'eft-train.jsonl': jsonLines([
        group('a', 'One?', { text: 'Fine.\nScore: 4', score: 3 }),
        group('b', 'Two?', { text: 'Fine.', score: 3 }),
      ]),
    });
    expect(await problemsOf(folder)).toEqual([
      'eft-train.jsonl:1: replies.0.judgement.text: must end with "Score: 3", the score beside it (it ends "Score: 4")',
      'eft-train.jsonl:2: replies.0.judgement.text: must end with "Score: 3", the score beside it (it ends without a score)',
    ]);
  });

  it('goes on with the other files when one is missing', async () => {
    const present = files.write('present.jsonl', jsonLines([ift('a', 'One?')]));
    const { files: checked, problems } = await validateSeed({ ift: present, eft: join(files.folder, 'absent.jsonl') });
    expect(problems.map(({ message }) => message)).toEqual(['does not exist']);
    expect(checked.map(({ rows }) => rows)).toEqual([1, 0]);
  });

  it('says which files a folder should hold', async () => {
    await expect(validateSeed(folderOf('empty', {}))).rejects.toThrow('holds none of ift.jsonl, eft-train.jsonl');
  });
});
