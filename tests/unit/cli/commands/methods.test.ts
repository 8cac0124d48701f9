import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { methods } from '../../../../src/recipes/registry/methods';
import { resolveRecipe } from '../../../../src/recipes/recipe';
import { temporaryFolder } from '../../../temporary-folder';
import { runCommand } from '../run-command';

const folder = temporaryFolder();
const all = [...methods().values()];

describe('srlm methods', () => {
  it('lists every method with its title and source, a line each', async () => {
    const { exitCode, out } = await runCommand('methods');
    expect(exitCode).toBe(0);
    const lines = out.split('\n').slice(0, all.length);
    for (const [index, { name, title, source }] of all.entries()) {
      expect(lines[index]?.split(/ {2,}/)).toEqual([name, title, source]);
    }
  });

  it('lists them as JSON for scripts', async () => {
    const { out } = await runCommand('methods', '--json');
    expect(JSON.parse(out)).toEqual(all.map(({ name, title, source }) => ({ name, title, source })));
  });

  it.each(all)('explains $name, with a recipe that may be typed', async (method) => {
    const { exitCode, out } = await runCommand('methods', method.name);
    expect(exitCode).toBe(0);
    const words = (text: string) => text.replaceAll(/\s+/g, ' ');
    for (const text of [method.title, method.source, method.summary, ...method.departures, ...method.figures]) {
      expect(words(out)).toContain(words(text));
    }
    const [, recipe = ''] = out.split(/^Recipe .*:\n/m);
    expect(parse(recipe)).toEqual({ method: method.name, ...method.recipe });
  });

  it('explains one as JSON', async () => {
    const { out } = await runCommand('methods', 'spin', '--json');
    expect(JSON.parse(out)).toEqual(methods().get('spin'));
  });

  it.each([
    ['methods', ['methods', 'selfrewarding']],
    ['init', ['init', '--method', 'selfrewarding']],
  ])('of an unknown name is refused by %s with the names that there are', async (_, words) => {
    expect(await runCommand(...words)).toEqual({
      exitCode: 2,
      out: '',
      log: `There is no method "selfrewarding"; there are ${all.map(({ name }) => name).join(', ')}`,
    });
  });
});

describe('srlm init --method', () => {
  async function written(name: string, more = ''): Promise<string> {
    const file = join(folder(), `${name}.yaml`);
    const { out } = await runCommand('init', '--name', 'x', '--method', name);
    await writeFile(file, `${out}\n${more}\n`);
    return file;
  }

  it.each(all)('writes a recipe of $name that a run takes', async ({ name }) => {
    const { exitCode, out } = await runCommand('run', await written(name, 'data: { pairs: pairs.jsonl }'), '--dry-run');
    expect(exitCode).toBe(0);
    const data = { pairs: join(folder(), 'pairs.jsonl') };
    expect(JSON.parse(out)).toEqual(resolveRecipe({ run: 'x', method: name, data }));
  });

  it('leaves it to the run to say what only a person can add', async () => {
    const { exitCode, log } = await runCommand('run', await written('dpo'), '--dry-run');
    expect(exitCode).toBe(2);
    expect(log).toContain('data.pairs: must name the file of preference pairs');
  });
});
