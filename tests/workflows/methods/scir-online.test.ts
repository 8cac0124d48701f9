import { iterationLayout } from '../../../src/store/run-layout';
import { WorkflowTestBed } from '../temporal-environment';
import { playMethod } from './play-method';

jest.setTimeout(120_000);

let bed: WorkflowTestBed;
beforeAll(async () => {
  bed = await WorkflowTestBed.start();
});
afterAll(() => bed.stop());

const small = {
  method: 'scir-online',
  iterations: 2,
  prompts: { perIteration: 5, generatedShare: 0 },
  responses: { perPrompt: 3 },
  evaluation: { heldOutGroups: 2, judgementsPerReply: 1, headToHeadPrompts: 0 },
};

describe('method scir-online (methods section 7)', () => {
  it('gives the trainer pairs that nobody compared, with the judge prompts of both orders', async () => {
    await playMethod(bed, { ...small, run: 'scir' }, async (played) => {
      const layout = iterationLayout('scir', 1, 1);
      const pairs = await played.rows(layout.pairs);
      // Three responses make three pairs.
      expect(pairs).toHaveLength(3 * 5);
      expect(pairs.every(({ unlabelled, chosenScore }) => unlabelled === true && chosenScore === null)).toBe(true);
      const rows = await played.rows(layout.trainingRows);
      expect(rows.map(({ id, first, second }) => [id, first, second])).toEqual(
        pairs.map(({ id, chosen, rejected }) => [id, chosen, rejected]),
      );
      const begun = { role: 'assistant', content: 'The answer is (' };
      for (const row of rows)
        expect(row).toMatchObject({
          judgePromptForward: [{ role: 'user' }, begun],
          judgePromptBackward: [{ role: 'user' }, begun],
          labels: ['A', 'B'],
        });
      expect((await played.store.list(layout.root)).filter((path) => path.includes('feedback'))).toEqual([]);
    });
  });

  it('measures implicit rewards from M_1, and from M_0 where training starts from M_1', async () => {
    await playMethod(bed, { ...small, run: 'scir-reference' }, async (played) => {
      const model = (name: string) => ({ path: `runs/scir-reference/models/${name}` });
      const first = await played.specification('M2');
      expect(first).toMatchObject({
        objective: 'scir',
        base: model('M1'),
        hyperparameters: { consistencyWeight: 0.1, entropyWeight: 0.05, agreementMargin: 0.05, implicitScale: 1 },
      });
      const second = await played.specification('M3');
      expect(second).toMatchObject({ base: model('M2'), reference: model('M1') });
      expect(first).not.toMatchObject({ reference: model('M1') });
      expect(first).toHaveProperty('reference.digest');
    });
  });

  it("measures CREAM's C where the recipe asks for it, by one log-probability a response and model", async () => {
    const asking = { critics: [{ kind: 'implicit' }], selection: { creamConsistency: true } };
    await playMethod(bed, { ...small, ...asking, run: 'scir-beside' }, async (played) => {
      for (const [iteration, roles] of [
        [1, ['base', 'policy']],
        [2, ['base', 'policy', 'previous']],
      ] as const) {
        const layout = iterationLayout('scir-beside', iteration, 1);
        const files = (await played.store.list(layout.root)).filter((path) => path.includes('/feedback-'));
        expect(files.map((path) => /feedback-implicit-([a-z]+)/.exec(path)?.[1] ?? '').toSorted()).toEqual(roles);
        for (const path of files) expect(await played.rows(path)).toHaveLength(3 * 5);
        const selection = await played.store.find(layout.selection);
        const text = selection ? await played.store.readText(selection) : '{}';
        expect(JSON.parse(text)).toMatchObject({ figures: { creamMeasured: 5, creamUnmeasured: 0 } });
      }
      const pairs = await played.rows(iterationLayout('scir-beside', 2, 1).pairs);
      expect(pairs).toHaveLength(3 * 5);
    });
  });
});
