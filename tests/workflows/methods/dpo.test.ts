import { join } from 'node:path';
import { runLayout } from '../../../src/store/run-layout';
import { WorkflowTestBed } from '../temporal-environment';
import { playMethod } from './play-method';

jest.setTimeout(120_000);

let bed: WorkflowTestBed;
beforeAll(async () => {
  bed = await WorkflowTestBed.start();
});
afterAll(() => bed.stop());

const options = { labelSmoothing: 0.1, nllWeight: 0.5 };

it('imitates the chosen responses where there is no SFT set, and has that model as the reference of DPO with options (methods section 3)', async () => {
  const recipe = {
    run: 'chosen',
    method: 'dpo',
    data: { pairs: join(__dirname, '../../methods/pairs.jsonl') },
    objective: { kind: 'dpo', ...options },
    evaluation: { heldOutGroups: 2, judgementsPerReply: 1, headToHeadPrompts: 0 },
  };
  await playMethod(bed, recipe, async (played) => {
    const layout = runLayout('chosen');
    const pairs = await played.rows(layout.seed('pairs.jsonl'));
    expect(
      (await played.rows(layout.seed('sft.training.jsonl'))).map(({ id, completion }) => [id, completion]),
    ).toEqual(pairs.map(({ id, chosen }) => [id, chosen]));
    expect(played.jobs).toEqual(['sft', 'M2'].map(layout.model));
    const [sft, dpo] = [await played.specification('sft'), await played.specification('M2')];
    expect(sft).toMatchObject({ objective: 'sft', dataset: { path: layout.seed('sft.training.jsonl'), rows: 8 } });
    // M_1 has the weights of that model, and the reference of DPO is what it starts from.
    expect(dpo).toMatchObject({ objective: 'dpo', base: { path: layout.model('sft') }, reference: null });
    expect(dpo['hyperparameters']).toMatchObject({ ...options, loss: 'sigmoid' });
    const manifest = await played.store.find(layout.manifest);
    expect(manifest && (await played.store.readText(manifest))).toContain(layout.seed('chosen-counts.json'));
  });
});
