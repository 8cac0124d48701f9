import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { manifestSchema } from '../../../src/core/manifest';
import { runLayout } from '../../../src/store/run-layout';
import { WorkflowTestBed } from '../temporal-environment';
import { playMethod, type PlayedRun } from './play-method';

jest.setTimeout(120_000);

let bed: WorkflowTestBed;
let folder: string;
beforeAll(async () => {
  bed = await WorkflowTestBed.start();
  folder = await mkdtemp(join(tmpdir(), 'srlm-steps-'));
});
afterAll(async () => {
  await bed.stop();
  await rm(folder, { recursive: true, force: true });
});

const small = {
  method: 'spin',
  iterations: 0,
  evaluation: { heldOutGroups: 2, judgementsPerReply: 1, headToHeadPrompts: 0 },
};
const onlyReward = (changes: object) => ({ microBatchSize: 2, batchSize: 2, ...changes });

async function preparation({ store }: PlayedRun, run: string) {
  const artifact = await store.find(runLayout(run).manifest);
  if (!artifact) throw new Error('the run has no manifest');
  return manifestSchema.parse(JSON.parse(await store.readText(artifact)));
}

describe('a process reward model in a run (methods section 11.1)', () => {
  it('learns from M_1 what roll-outs of M_1 say of its solutions, and is in the manifest with what it rests on', async () => {
    const processRewardModel = onlyReward({ rollOuts: { solutions: 2, perPrefix: 2 }, neutralSteps: 'wrong' });
    await playMethod(bed, { ...small, run: 'rolled', processRewardModel }, async (played) => {
      const layout = runLayout('rolled');
      expect(played.jobs).toEqual(['sft', 'PRM'].map(layout.model));
      const rows = await played.rows(layout.seed('PRM.training.jsonl'));
      expect(await played.specification('PRM')).toMatchObject({
        objective: 'prm',
        base: { path: layout.model('sft') },
        dataset: { path: layout.seed('PRM.training.jsonl'), rows: rows.length },
        hyperparameters: { neutralSteps: 'wrong', batchSize: 2 },
      });
      const { models, files } = await preparation(played, 'rolled');
      expect(models.map(({ name, madeBy }) => [name, madeBy]).at(-1)).toEqual(['PRM', 'prm']);
      expect(files.map(({ path }) => path)).toEqual(
        expect.arrayContaining(
          ['step-labels/shard-0000.jsonl', 'calls/step-labels-shard-0000.jsonl', 'step-label-counts.json'].map(
            (name) => `${layout.seedFolder}/${name}`,
          ),
        ),
      );
    });
  });

  it('learns from the labels of people where there are any, and asks nobody then', async () => {
    const steps = join(folder, 'steps.jsonl');
    const row = { id: 's', prompt: 'Add.', steps: ['one', 'two', 'three'], labels: [1, 'neutral', 0] };
    await writeFile(steps, `${JSON.stringify(row)}\n`);
    const recipe = { ...small, run: 'given-steps', data: { steps }, processRewardModel: onlyReward({}) };
    await playMethod(bed, recipe, async (played) => {
      const layout = runLayout('given-steps');
      expect(await played.rows(layout.seed('PRM.training.jsonl'))).toEqual([
        { ...row, prompt: [{ role: 'user', content: 'Add.' }], weight: 1 },
      ]);
      expect((await preparation(played, 'given-steps')).files.map(({ path }) => path)).toContain(
        layout.seed('steps.jsonl'),
      );
      expect((await played.store.list(layout.seedFolder)).filter((path) => path.includes('step-labels'))).toEqual([]);
    });
  });
});
