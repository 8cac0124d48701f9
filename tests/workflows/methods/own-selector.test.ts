import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { auditRun } from '../../../src/audit/audit-run';
import { manifestSchema } from '../../../src/core/manifest';
import { digestOfBytes } from '../../../src/store/digest';
import { iterationLayout } from '../../../src/store/run-layout';
import { pairsOf, selectedAgain, storyOf } from '../audit/first-iteration';
import { recordRun, type RecordedRun } from '../audit/recorded-run';
import { WorkflowTestBed } from '../temporal-environment';

jest.setTimeout(240_000);

const example = resolve('examples/own-method/near-lengths.js');

let bed: WorkflowTestBed;
let folder: string;
let run: RecordedRun;
beforeAll(async () => {
  bed = await WorkflowTestBed.start();
  folder = await mkdtemp(join(tmpdir(), 'srlm-selector-'));
  await copyFile(example, join(folder, 'select.js'));
  run = await recordRun(bed, 'own-selector', {
    recipe: () => ({
      iterations: 1,
      selection: { kind: 'module', path: join(folder, 'select.js'), critic: 'judge' },
    }),
  });
});
afterAll(async () => {
  await run.remove();
  await rm(folder, { recursive: true });
  await bed.stop();
});

const ofRecipe = (path: string) => path;
const unprovenOf = async (selectorFile?: (path: string) => string) => {
  const { differences, unproven } = await auditRun({ ...run.sources, selectorFile });
  expect(differences).toEqual([]);
  return unproven.filter(({ what }) => what.startsWith('the pairs')).map(({ why }) => why);
};

describe('a selector of a person, of examples/own-method', () => {
  it('selects pairs, and is named by its digest in the manifest', async () => {
    expect((await pairsOf(run)).length).toBeGreaterThan(0);
    const { store } = run.sources;
    const manifest = await store.find(iterationLayout('own-selector', 1, 1).manifest);
    expect(manifestSchema.parse(JSON.parse(manifest ? await store.readText(manifest) : '{}'))).toMatchObject({
      inputs: { selector: digestOfBytes(await readFile(example)) },
    });
  });

  it('selects the same pairs again for an audit, for srlm select, and is told of', async () => {
    expect(await unprovenOf(ofRecipe)).toEqual([]);
    const { proven } = await auditRun({ ...run.sources, selectorFile: ofRecipe });
    expect(proven.pairs).toBe((await pairsOf(run)).length);
    expect((await selectedAgain(run)).pairs).toEqual(await pairsOf(run));
    expect(await storyOf(run)).toMatch(/CHOSEN, .*chosen by the module .*select\.js/);
  });

  it('is not run by an audit that is not told to, and another version proves nothing', async () => {
    const digest = digestOfBytes(await readFile(example));
    expect(await unprovenOf()).toEqual([
      `they were selected by ${digest}, which is run only if --selector names its file`,
    ]);
    const other = join(folder, 'other.js');
    await writeFile(other, 'exports.select = () => ({ discarded: "all" });\n');
    expect(await unprovenOf(() => other)).toEqual([
      `they were selected by ${digest}; ${other} is ${digestOfBytes(await readFile(other))}`,
    ]);
    expect(await unprovenOf(() => join(folder, 'none.js'))).toEqual([
      expect.stringContaining(`they were selected by ${digest}: the module cannot be read`),
    ]);
  });
});
