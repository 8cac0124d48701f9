import { collectReport } from '../../../src/report/collect-report';
import { modelsTable } from '../../../src/report/models-table';
import { RUN, writeModel, writeRecipe } from './fabricated-run';
import { temporaryStore } from './temporary-store';

const storeOf = temporaryStore();

test('models are aligned, with what was not measured as a dash', async () => {
  const store = storeOf();
  await writeRecipe(store);
  await writeModel(store, { name: 'M0', parent: null, madeBy: 'import', accuracy: 0.42 });
  await writeModel(store, { name: 'sft', parent: 'M0', madeBy: 'sft' });
  await writeModel(store, { name: 'M1', parent: 'M0', madeBy: 'sft', accuracy: 0.615, against: ['sft'] });
  expect(
    modelsTable((await collectReport(store, RUN)).data)
      .split('\n')
      .slice(0, 4),
  ).toEqual([
    'model  accuracy  parse rate  length  v previous      v SFT baseline',
    'M0       42.0 %      93.0 %     526           –                   –',
    'sft           –           –       –           –                   –',
    'M1       61.5 %      93.0 %     585           –  61.7 % (22-14-11)*',
  ]);
});

test('a run without models says so', async () => {
  await writeRecipe(storeOf());
  expect(modelsTable((await collectReport(storeOf(), RUN)).data)).toBe('No model is there yet.');
});
