import { againstBaseline, againstPrevious } from '../../../src/report/accepted-models';
import { collectReport, type CollectedReport } from '../../../src/report/collect-report';
import { modelsTable } from '../../../src/report/models-table';
import { renderReport } from '../../../src/report/render-report';
import { RUN, writeIteration, writeModel, writeRecipe } from './fabricated-run';
import { temporaryStore } from './temporary-store';

const storeOf = temporaryStore();

/** As SPIN leaves it: M_1 is the SFT baseline, nobody judges, and M_3 was not evaluated yet. */
async function spinRun(): Promise<CollectedReport> {
  const store = storeOf();
  await writeRecipe(store);
  await writeModel(store, { name: 'M0', parent: null, madeBy: 'import', accuracy: 0.4 });
  await writeModel(store, { name: 'sft', parent: 'M0', madeBy: 'sft' });
  await writeModel(store, { name: 'M1', parent: 'M0', madeBy: 'sft', sameAs: 'sft', accuracy: 0.5, against: ['M0'] });
  await writeModel(store, { name: 'M2', parent: 'sft', madeBy: 'spin', accuracy: 0.6, against: ['M1'] });
  await writeModel(store, { name: 'M3', parent: 'M2', madeBy: 'spin' });
  await writeIteration(store, { iteration: 1, prompts: 6, unjudged: true });
  return collectReport(store, RUN);
}

test('weights with two names are one model, whose other name is what is measured', async () => {
  const { models } = (await spinRun()).data;
  expect(models.map(({ name, parentName, sameAs }) => [name, parentName, sameAs])).toEqual([
    ['M0', null, null],
    ['sft', 'M0', null],
    ['M1', 'M0', 'sft'],
    ['M2', 'M1', null],
    ['M3', 'M2', null],
  ]);
  const [m0, , m1, m2, m3] = models;
  expect(m0 && againstBaseline(m0)).toBeUndefined();
  expect(m1 && [againstPrevious(m1)?.older, againstBaseline(m1)?.older]).toEqual(['M0', undefined]);
  expect(m2 && [againstPrevious(m2)?.older, againstBaseline(m2)?.older]).toEqual(['M1', 'M1']);
  expect([m1?.training, m3?.training?.objective, m3?.evaluation]).toEqual([null, 'spin', null]);
});

test('pairs that nobody scored have no gap, and their page says so', async () => {
  const report = await spinRun();
  const [iteration] = report.data.iterations;
  expect(iteration?.judgements).toBeNull();
  expect(iteration?.pairs).toMatchObject({ count: 4, meanGap: null });
  expect(iteration?.pairs?.samples[0]?.chosen).toMatchObject({ score: null, judgements: [] });
  const page = renderReport(report);
  expect(page).toContain('mean gap –');
  expect(page).toContain('not scored');
  expect(page).toContain('the weights of sft: this method trains nothing new here');
  expect(page).toContain('SPIN from M₁ on responses of M₁');
  expect(modelsTable(report.data)).toMatch(/^M3 +– +– +– +– +–$/m);
});

test('a method whose M_1 is M_0 has three names for one model', async () => {
  const store = storeOf();
  await writeRecipe(store);
  await writeModel(store, { name: 'M0', parent: null, madeBy: 'import' });
  await writeModel(store, { name: 'sft', parent: null, madeBy: 'import', sameAs: 'M0' });
  await writeModel(store, { name: 'M1', parent: null, madeBy: 'import', sameAs: 'M0', accuracy: 0.4 });
  await writeModel(store, { name: 'M2', parent: 'M0', madeBy: 'dpo', accuracy: 0.5, against: ['M1'] });
  const report = await collectReport(store, RUN);
  expect(report.data.models.map(({ sameAs }) => sameAs)).toEqual([null, 'M0', 'M0', null]);
  expect(report.data.models.at(-1)?.parentName).toBe('M1');
  expect(modelsTable(report.data)).toMatch(/^M2 .*55.*\(22-14-11\)\*|^M2 .*\(22-14-11\)\*/m);
  expect(renderReport(report)).toContain('the weights of M₀');
});

test('pairs of which training chooses are told as first and second, and the checkpoint that was best is named', async () => {
  const store = storeOf();
  const points = [
    { step: 10, loss: 0.71 },
    { step: 20, loss: 0.6543 },
    { step: 30, loss: 0.67 },
  ];
  await writeRecipe(store);
  await writeModel(store, { name: 'M0', parent: null, madeBy: 'import' });
  await writeModel(store, { name: 'sft', parent: 'M0', madeBy: 'sft' });
  await writeModel(store, { name: 'M1', parent: 'M0', madeBy: 'sft' });
  await writeModel(store, { name: 'M2', parent: 'M1', madeBy: 'scir', validation: { bestStep: 20, points } });
  await writeIteration(store, { iteration: 1, prompts: 6, unlabelled: true });
  const report = await collectReport(store, RUN);
  expect(report.data.models.map(({ training }) => training?.checkpoint ?? null)).toEqual([
    null,
    null,
    null,
    { step: 20, lastStep: 30, measured: 3, loss: 0.6543 },
  ]);
  const page = renderReport(report);
  expect(page).toMatch(/step 20 of 30 <small>best of 3, loss 0\.654/);
  expect(page).toContain('<h4>First <span');
  expect(page).not.toContain('<h4>Chosen <span');
});
