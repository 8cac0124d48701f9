import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { stringify } from 'yaml';
import { InvalidInputError } from '../../../../src/cli/errors';
import { readRecipe } from '../../../../src/cli/recipe/read-recipe';
import { commentedRecipe } from '../../../../src/recipes/commented-recipe';
import { resolveRecipe } from '../../../../src/recipes/recipe';
import { testEveryFile } from '../../../fuzz';
import { ODD_CHARACTERS } from '../../../near-text';
import { temporaryFolder } from '../../../temporary-folder';
import { changedAt, recipeWith, WRONG_FIELDS } from '../../recipes/near-recipe';

const folder = temporaryFolder();
let files = 0;

async function written(text: string): Promise<string> {
  const file = join(folder(), `recipe-${(files += 1)}.yaml`);
  await writeFile(file, text);
  return file;
}

const forms: Readonly<Record<string, (typed: object) => string>> = {
  json: (typed) => JSON.stringify(typed),
  indented: (typed) => JSON.stringify(typed, null, 2),
  'indented with tabs': (typed) => JSON.stringify(typed, null, '\t'),
  yaml: (typed) => stringify(typed),
  'yaml with line ends of Windows': (typed) => stringify(typed).replaceAll('\n', '\r\n'),
};
const form = fc.constantFrom(...Object.keys(forms));
const write = (name: string, typed: object) => forms[name]?.(typed) ?? '';

// prettier-ignore
const PIECES = [
  ': ', ':', '- ', '\n', '  ', '{', '}', '[', ']', '"', "'", '#', '&a ', '*a', '*b', '<<: *a', '!!set ', '!!binary ', '|', '>', '---\n', '...\n', '? ',
  '\t', '%YAML 1.2', 'null', '.inf', '0x10', '1e400', 'run', 'data', '__proto__: {x: 1}', 'run: again', ...ODD_CHARACTERS,
];
const edits = fc.array(fc.tuple(fc.nat(), fc.constantFrom('', ...PIECES)), { minLength: 1, maxLength: 3 });

function edited(text: string, changes: readonly (readonly [number, string])[]): string {
  return changes.reduce((now, [place, put]) => {
    const at = place % (now.length + 1);
    return `${now.slice(0, at)}${put}${now.slice(put === '' ? at + 1 : at)}`;
  }, text);
}

describe('readRecipe', () => {
  testEveryFile(
    'reads a recipe alike as JSON and as YAML',
    fc.tuple(recipeWith(), form),
    async ([typed, name]) => {
      const { resolved } = await readRecipe(await written(write(name, typed)));
      if (JSON.stringify(resolved) !== JSON.stringify(resolveRecipe(JSON.parse(JSON.stringify(typed)))))
        throw new Error('another recipe');
    },
    1000,
  );

  const unwritable = new Set([undefined, Infinity, Number.NaN]);
  const wrong = fc.constantFrom(
    ...WRONG_FIELDS.filter(([, value]) => typeof value !== 'number' || !unwritable.has(value)),
  );
  testEveryFile(
    'names file, line and field of what is wrong',
    fc.tuple(recipeWith(), wrong, form),
    async ([typed, [path, value], name]) => {
      const text = write(name, changedAt(typed, path.split('.'), value));
      const file = await written(text);
      const error: unknown = await readRecipe(file).catch((caught: unknown) => caught);
      if (!(error instanceof InvalidInputError)) throw new Error(`accepted, or ${String(error)}`);
      const line = Number(new RegExp(`- line (\\d+): ${path.replaceAll('.', '\\.')}: `).exec(error.message)?.[1]);
      // The value of a field may begin on the line after its name.
      const around = text
        .split('\n')
        .slice(Math.max(0, line - 2), line)
        .join('\n');
      if (!around.includes(path.split('.').at(-1) ?? '')) throw new Error(error.message);
    },
    1000,
  );

  testEveryFile(
    'reads or refuses any edit of a recipe, and what it reads is one',
    fc.tuple(recipeWith(), form, edits),
    async ([typed, name, changes]) => {
      const text = edited(
        name === 'yaml'
          ? commentedRecipe({ run: 'demo' }).slice(0, 800) + write(name, typed).replace('run:', '# run:')
          : write(name, typed),
        changes,
      );
      const outcome: unknown = await readRecipe(text.trimStart().startsWith('{') ? text : await written(text)).catch(
        (error: unknown) => error,
      );
      if (outcome instanceof InvalidInputError) return;
      if (outcome instanceof Error) throw outcome;
      const resolved: unknown = Reflect.get(Object(outcome), 'resolved');
      if (JSON.stringify(resolveRecipe(resolved)) !== JSON.stringify(resolved)) throw new Error('no recipe');
    },
    1500,
  );

  it.each([
    [
      'an alias that unfolds without end',
      `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghi'.replace(/./g, (name, at: number) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[at]}`).join(',')}]\n`)}run: demo`,
    ],
    ['an alias of nothing', 'run: *nothing'],
    ['a text', 'run'],
    ['a list', '- run: demo'],
    ['nothing', ''],
    ['two documents', 'run: a\n---\nrun: b'],
    ['a field of the prototype', '{"run": "demo", "__proto__": {"iterations": 9}}'],
  ])('refuses %s', async (_, text) => {
    await expect(readRecipe(text.startsWith('{') ? text : await written(text))).rejects.toThrow(InvalidInputError);
  });
});
