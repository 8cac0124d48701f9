import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { parse } from 'yaml';
import { methods } from '../../../../src/recipes/registry/methods';
import { resolveRecipe } from '../../../../src/recipes/recipe';
import { temporaryFolder } from '../../../temporary-folder';
import { runCommand } from '../../cli/run-command';

const folder = temporaryFolder();
const before = process.env['SRLM_METHODS'];
afterEach(() => {
  if (before === undefined) delete process.env['SRLM_METHODS'];
  else process.env['SRLM_METHODS'] = before;
});

const TWELFTH = {
  name: 'twelfth',
  title: 'A method that nobody published',
  source: 'made up',
  summary: 'Eight answers, of which the two best by a verifier are imitated.',
  recipe: {
    responses: { perPrompt: 8 },
    critics: [{ kind: 'verifier', verifier: 'exact-answer' }],
    selection: { kind: 'best-of-n', critic: 'verifier', keep: 2 },
    objective: { kind: 'sft' },
  },
};

/** A new folder with these files, which no earlier test has loaded. */
async function folderWith(files: Record<string, string>): Promise<string> {
  const made = await mkdtemp(join(folder(), 'methods-'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(made, name), text);
  return made;
}

const exporting = (method: object) => `exports.method = ${JSON.stringify(method)};\n`;

describe('a method of one file in a folder that SRLM_METHODS names', () => {
  beforeEach(async () => {
    process.env['SRLM_METHODS'] = await folderWith({ 'twelfth.js': exporting(TWELFTH), 'README.md': 'About it.' });
  });

  it('is listed and explained like the others', async () => {
    expect((await runCommand('methods')).out).toMatch(/^twelfth {2,}A method that nobody published {2,}made up$/m);
    expect((await runCommand('methods', 'twelfth')).out).toContain(TWELFTH.summary);
    expect((await runCommand('methods', 'spin')).exitCode).toBe(0);
  });

  it('begins a recipe that a run takes', async () => {
    const { out } = await runCommand('init', '--name', 'x', '--method', 'twelfth');
    expect(parse(out)).toEqual({ run: 'x', method: 'twelfth' });
    expect(out).toMatch(/^# {3}perPrompt: 8$/m);
    const file = join(folder(), 'twelfth.yaml');
    await writeFile(file, out);
    const run = await runCommand('run', file, '--dry-run');
    expect(JSON.parse(run.out)).toMatchObject({ method: 'twelfth', responses: { perPrompt: 8 } });
  });

  it('fills a recipe, under what is typed', () => {
    const recipe = resolveRecipe({ run: 'x', method: 'twelfth', selection: { keep: 1 } });
    expect(recipe.selection).toEqual({ kind: 'best-of-n', critic: 'verifier', keep: 1 });
    expect(recipe.objective).toEqual({ kind: 'sft', seedShare: 0.5 });
  });
});

describe('what is wrong with a folder of methods', () => {
  async function sentenceOf(named: string): Promise<string> {
    process.env['SRLM_METHODS'] = named;
    const { exitCode, out, log } = await runCommand('methods');
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(log).not.toContain('\n');
    return log;
  }

  it('two files of one name, in two folders or beside the methods of srlm', async () => {
    const [one, two] = [
      await folderWith({ 'a.js': exporting(TWELFTH) }),
      await folderWith({ 'b.js': exporting(TWELFTH) }),
    ];
    expect(await sentenceOf([one, two].join(delimiter))).toBe(
      `Two files define the method "twelfth": ${join(one, 'a.js')} and ${join(two, 'b.js')}; rename the method in one of them`,
    );
    const spin = await folderWith({ 'mine.js': exporting({ ...TWELFTH, name: 'spin' }) });
    expect(await sentenceOf(spin)).toMatch(/^Two files define the method "spin": .*spin\.[jt]s and .*mine\.js;/);
  });

  it('a file that exports nothing', async () => {
    const empty = await folderWith({ 'empty.js': '// nothing yet\n' });
    expect(await sentenceOf(empty)).toBe(
      `${join(empty, 'empty.js')} exports no "method"; end it with \`exports.method = { name, title, source, summary, recipe }\``,
    );
  });

  it('a file whose method lacks fields or has others', async () => {
    const wrong = await folderWith({ 'wrong.js': exporting({ ...TWELFTH, name: 'My Method', recipes: {} }) });
    const sentence = await sentenceOf(wrong);
    expect(sentence).toContain(`${join(wrong, 'wrong.js')} defines no method (method.name: must be lower-case letters`);
    expect(sentence).toContain('"recipes"');
  });

  it('a file that cannot be loaded', async () => {
    const broken = await folderWith({ 'broken.js': 'throw new Error("no such model");\n' });
    expect(await sentenceOf(broken)).toBe(`${join(broken, 'broken.js')} cannot be loaded: no such model`);
  });

  it('a folder that does not exist, or is a file', async () => {
    const missing = join(folder(), 'nowhere');
    expect(await sentenceOf(missing)).toMatch(
      new RegExp(
        `^SRLM_METHODS names ${missing}, which cannot be read as a folder: ENOENT.*; create it or leave it out$`,
      ),
    );
    const file = join(await folderWith({ 'a.txt': '' }), 'a.txt');
    expect(await sentenceOf(file)).toContain('cannot be read as a folder: ENOTDIR');
  });

  it('is told again, and nothing is left of it, once it is mended', async () => {
    const later = join(folder(), 'later');
    expect(await sentenceOf(later)).toContain('ENOENT');
    await mkdir(later);
    expect(methods(later).has('self-rewarding')).toBe(true);
  });
});
