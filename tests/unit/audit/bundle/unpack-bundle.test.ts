import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PIECE_BYTES } from '../../../../src/audit/bundle/bundle-lines';
import { NoBundleError, unpackBundle } from '../../../../src/audit/bundle/unpack-bundle';
import { writeBundle } from '../../../../src/audit/bundle/write-bundle';
import { createFindings, type Difference } from '../../../../src/audit/findings';
import { storeModels } from '../../../../src/audit/models/store-models';
import { createFileSystemStore } from '../../../../src/store/file-system-store';
import { temporaryFolder } from '../../../temporary-folder';

const folder = temporaryFolder();
let number = 0;

/** A store with one odd file, written to a bundle; `change` damages its text. */
async function roundTrip(content: Buffer | string, change: (text: string) => string = (text) => text) {
  number += 1;
  const [root, file, out] = ['store', 'bundle', 'out'].map((name) => join(folder(), `${name}-${number}`));
  if (root === undefined || file === undefined || out === undefined) throw new Error('three names give three paths');
  await mkdir(join(root, 'runs', 'x'), { recursive: true });
  await writeFile(join(root, 'runs', 'x', 'recipe.json'), content);
  const sources = { run: 'x', store: createFileSystemStore(root), models: storeModels(root), histories: none() };
  await writeBundle(sources, file);
  await writeFile(file, change(await readFile(file, 'utf8')));
  const findings = createFindings();
  const unpacked = await unpackBundle(file, out, findings);
  const { differences } = findings.report('x');
  return { unpacked, differences, bytes: () => readFile(join(out, 'runs', 'x', 'recipe.json')) };
}

async function* none(): AsyncGenerator<never> {
  // A run without histories.
}

const placesOf = (differences: readonly Difference[]) => differences.map(({ place }) => place);

it.each([
  ['nothing', ''],
  ['text that is cut between pieces, never inside a character', 'é€😀'.repeat(PIECE_BYTES / 8)],
  ['bytes that are no text', Buffer.from([0xff, 0x00, 0xc3])],
])('keeps %s', async (_, content) => {
  const { differences, bytes } = await roundTrip(content);
  expect(differences).toEqual([]);
  expect((await bytes()).equals(Buffer.from(content))).toBe(true);
});

it('names the file whose text was changed, and its line', async () => {
  const { differences } = await roundTrip('{"seed": 1}\n', (text) => text.replace('seed', 'seee'));
  expect(differences[0]?.place).toBe('bundle line 2');
  expect(differences[0]?.problem).toContain('runs/x/recipe.json');
  expect(placesOf(differences)).toContain('bundle line 3');
});

it('names the file of a line that cannot be read', async () => {
  const { differences } = await roundTrip('text', (text) => text.replace('"text":', '"tex'));
  expect(differences[0]?.place).toBe('bundle line 2');
  expect(differences[0]?.problem).toContain('runs/x/recipe.json');
});

it('shows a line that was left out, a file that was cut, and a path that leaves the folder', async () => {
  const withoutLine = await roundTrip('text', (text) => text.split('\n').toSpliced(1, 1).join('\n'));
  expect(placesOf(withoutLine.differences)).toEqual(['bundle line 2']);
  const cut = await roundTrip('text', (text) => text.slice(0, -20));
  expect(placesOf(cut.differences)).toEqual(['bundle line 3']);
  const climbing = await roundTrip('text', (text) => text.replace('runs/x/recipe.json', '../../recipe.json'));
  expect(climbing.differences[0]?.problem).toContain('is not inside the store');
});

it('refuses a file that is no bundle', async () => {
  await expect(roundTrip('text', () => '{"a": 1}\n')).rejects.toBeInstanceOf(NoBundleError);
});
