import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readRecipe } from '../../../../src/cli/recipe/read-recipe';
import { commentedRecipe } from '../../../../src/recipes/commented-recipe';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'srlm-recipe-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function file(text: string): Promise<string> {
  const path = join(folder, 'recipe.yaml');
  await writeFile(path, text);
  return path;
}

describe('readRecipe', () => {
  it('reads inline JSON, JSON files and what init writes', async () => {
    const inline = await readRecipe('{"run": "demo", "iterations": 3}');
    expect(inline.typed).toEqual({ run: 'demo', iterations: 3 });
    expect(inline.resolved).toMatchObject({ run: 'demo', iterations: 3, responses: { perPrompt: 4 } });
    expect((await readRecipe(await file('{"run": "demo", "iterations": 3}'))).resolved).toEqual(inline.resolved);
    expect((await readRecipe(await file(commentedRecipe({ run: 'demo' })))).typed).toEqual({ run: 'demo' });
  });

  it('replaces the name of the run', async () => {
    expect((await readRecipe('{"run": "demo"}', 'other')).typed).toEqual({ run: 'other' });
    expect((await readRecipe('{}', 'other')).resolved.run).toBe('other');
  });

  it('takes seed files as relative to the recipe and leaves examples alone', async () => {
    const { typed } = await readRecipe(await file('run: demo\ndata: { ift: seed/ift.jsonl, eft: example:eft-train }'));
    expect(typed['data']).toEqual({ ift: join(folder, 'seed/ift.jsonl'), eft: 'example:eft-train' });
  });

  it('takes modules of critics and selections as relative to the recipe, and leaves what has not its form to the schema', async () => {
    const { typed } = await readRecipe(
      await file(
        'run: demo\ncritics: [{ kind: judge }, { kind: module, path: ./mine.js }]\nselection: { kind: module, path: own.js }',
      ),
    );
    expect(typed['selection']).toEqual({ kind: 'module', path: join(folder, 'own.js') });
    expect(typed['critics']).toEqual([{ kind: 'judge' }, { kind: 'module', path: join(folder, 'mine.js') }]);
    await expect(readRecipe('{"run": "demo", "critics": ["mine.js"], "data": 1}')).rejects.toThrow('critics.0');
  });

  it('lists every problem with its line and path', async () => {
    const path = await file(
      ['run: Demo', 'responses:', '  perPrompt: 0', '  count: 3', 'extra: 1', 'gate: { kind: metric }'].join('\n'),
    );
    await expect(readRecipe(path)).rejects.toThrow(
      [
        `${path} has problems:`,
        '- line 1: run: must be 1 to 63 lower-case letters, digits or hyphens',
        '- line 3: responses.perPrompt: Too small: expected number to be >=1',
        '- line 4: responses.count: is not a field of the recipe',
        '- line 6: gate.rules: Invalid input: expected array, received undefined',
        '- line 5: extra: is not a field of the recipe',
      ].join('\n'),
    );
  });

  it('lists problems between fields', async () => {
    await expect(readRecipe('{"run": "demo", "serving": {"strategy": "static"}}')).rejects.toThrow(
      'RECIPE has problems:\n- serving.endpoints: must name at least one server when serving.strategy is static',
    );
  });

  it('names the line of a syntax error, and of a field that is written twice', async () => {
    const broken = await file('run: demo\ndata: [');
    await expect(readRecipe(broken)).rejects.toThrow(`${broken}:2: `);
    const twice = await file('run: demo\nseed: 1\nseed: 2');
    await expect(readRecipe(twice)).rejects.toThrow(`${twice}:3: Map keys must be unique`);
  });

  it('refuses what is no recipe at all', async () => {
    await expect(readRecipe(await file('just words'))).rejects.toThrow('must hold fields of a recipe');
    await expect(readRecipe(join(folder, 'none.yaml'))).rejects.toThrow('does not exist; `srlm init');
    await expect(readRecipe(folder)).rejects.toThrow('is a folder');
  });
});
