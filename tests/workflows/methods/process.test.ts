import { iterationLayout } from '../../../src/store/run-layout';
import { WorkflowTestBed } from '../temporal-environment';
import { playMethod } from './play-method';

jest.setTimeout(120_000);

let bed: WorkflowTestBed;
beforeAll(async () => {
  bed = await WorkflowTestBed.start();
});
afterAll(() => bed.stop());

describe('method process (methods section 11.2)', () => {
  it('learns from the steps that stayed, each after those before it, and M_{t+1} from M_t', async () => {
    const recipe = {
      run: 'process',
      method: 'process',
      iterations: 2,
      prompts: { perIteration: 5 },
      labelling: { shardSize: 3 },
      process: { width: 3, maxSteps: 4 },
      evaluation: { heldOutGroups: 2, judgementsPerReply: 1, headToHeadPrompts: 0 },
    };
    await playMethod(bed, recipe, async (played) => {
      expect(played.jobs).toEqual(['sft', 'M1', 'M2', 'M3'].map((name) => `runs/process/models/${name}`));
      expect(await played.specification('M3')).toMatchObject({
        objective: 'step_dpo',
        base: { path: 'runs/process/models/M2' },
        hyperparameters: { learningRate: 5e-7, beta: 0.1 },
      });
      const layout = iterationLayout('process', 1, 1);
      const said = [
        ...(await played.rows(layout.criticFeedback('steps', 0))),
        ...(await played.rows(layout.criticFeedback('steps', 1))),
      ];
      expect(said.filter(({ kind }) => kind === 'solution').map(({ promptId }) => promptId)).toEqual(
        (await played.rows(layout.prompts)).map(({ id }) => id),
      );
      const pairs = said.filter(({ kind }) => kind === 'step-pair');
      const rows = await played.rows(layout.trainingRows);
      expect(pairs.length).toBeGreaterThan(5);
      expect(rows.map(({ prefix, chosen, rejected }) => ({ prefix, chosen, rejected }))).toEqual(
        pairs.map(({ prefix, chosen, rejected }) => ({ prefix, chosen, rejected })),
      );
      expect(rows.some(({ prefix }) => prefix !== '')).toBe(true);
    });
  });
});
