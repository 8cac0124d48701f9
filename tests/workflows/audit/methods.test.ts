import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditRun } from '../../../src/audit/audit-run';
import { WorkflowTestBed } from '../temporal-environment';
import { withFlippedBytes } from './flipped-bytes';
import { recordRun } from './recorded-run';

jest.setTimeout(240_000);

let bed: WorkflowTestBed;
let folder: string;
beforeAll(async () => {
  bed = await WorkflowTestBed.start();
  folder = await mkdtemp(join(tmpdir(), 'srlm-audited-methods-'));
  const pair = (index: number) => ({
    id: `g${index}`,
    prompt: `Why ${index}?`,
    chosen: `So ${index}.`,
    rejected: `No ${index}.`,
  });
  const pairs = Array.from({ length: 4 }, (_, index) => `${JSON.stringify(pair(index))}\n`);
  await writeFile(join(folder, 'pairs.jsonl'), pairs.join(''));
  await writeFile(join(folder, 'length.cjs'), 'exports.critic = ({ response }) => ({ score: response.length });\n');
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await bed.stop();
});

/** A method, what a test changes of it, the names of its critics' folders, and how many models have weights of their own. */
const METHODS: readonly [method: string, recipe: (folder: string) => object, critics: string[], models: number][] = [
  ['self-rewarding', () => ({}), [], 5],
  ['meta-rewarding', () => ({ judgements: { perResponse: 3 }, selection: { rho: 0.4 } }), ['meta-judge'], 5],
  ['dno', () => ({ selection: { minimumPositive: 3, margin: 0.5 } }), [], 5],
  ['dno-soft', () => ({}), ['pairwise'], 5],
  ['cream', () => ({}), ['implicit-policy', 'implicit-previous', 'implicit-base'], 4],
  ['spin', () => ({ responses: { perPrompt: 1 } }), [], 4],
  ['dpo', (here) => ({ iterations: 1, data: { pairs: join(here, 'pairs.jsonl') } }), [], 3],
  ['iterative-dpo', () => ({ anchor: 'base' }), [], 3],
  [
    'rejection-sampling',
    (here) => ({ critics: [{ kind: 'module', path: join(here, 'length.cjs') }], selection: { critic: 'module' } }),
    ['module'],
    4,
  ],
];

it.each(METHODS)('proves a run of %s', async (method, changes, critics, models) => {
  const run = await recordRun(bed, `by-${method}`, { recipe: { method, ...changes(folder) } });
  try {
    const report = await auditRun(run.sources);
    expect(report.differences).toEqual([]);
    expect(report.proven).toMatchObject({ models, views: 2 });
    expect(report.proven.trainingRows).toBeGreaterThan(0);
    const said = (await run.sources.store.list(`runs/by-${method}/iterations`)).filter((path) =>
      /\/feedback-[^/]+\//.test(path),
    );
    expect([...new Set(said.map((path) => /\/feedback-([^/]+)\//.exec(path)?.[1]))].toSorted()).toEqual(
      critics.toSorted(),
    );
    expect(report.proven.feedback > 0).toBe(critics.length > 0);
    if (said.length === 0) return;
    const files = said.map((path) => join(run.root, path));
    const { differences } = await withFlippedBytes(files, () => auditRun(run.sources));
    expect(differences.map(({ place }) => place)).toEqual(expect.arrayContaining(said));
  } finally {
    await run.remove();
  }
});
