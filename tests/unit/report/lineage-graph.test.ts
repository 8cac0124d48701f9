import { lineageGraph } from '../../../src/report/lineage-graph';
import { collectReport } from '../../../src/report/collect-report';
import { RUN, writeIteration, writeModel, writeRecipe } from './fabricated-run';
import { temporaryStore } from './temporary-store';

const storeOf = temporaryStore();

test('every model has a line from its weights and one from the model whose responses it learned from', async () => {
  const store = storeOf();
  await writeRecipe(store);
  await writeModel(store, { name: 'M0', parent: null, madeBy: 'import' });
  await writeModel(store, { name: 'sft', parent: 'M0', madeBy: 'sft' });
  await writeModel(store, { name: 'M1', parent: 'M0', madeBy: 'sft' });
  await writeModel(store, { name: 'M2', parent: 'M1', madeBy: 'dpo' });
  await writeModel(store, { name: 'M3', parent: 'M1', madeBy: 'dpo' });
  await writeIteration(store, { iteration: 1, prompts: 4 });
  await writeIteration(store, { iteration: 2, prompts: 4 });
  const { edges, lanes } = lineageGraph((await collectReport(store, RUN)).data);
  const lines = edges.map(({ from, to, kind, lane }) => `${kind} ${from}-${to} on ${lane}`);
  expect(lines.toSorted()).toEqual([
    // Lines that only meet share a lane.
    'data 2-3 on 0',
    'data 3-4 on 0',
    'weights 0-1 on 0',
    'weights 0-2 on 1',
    'weights 2-3 on 0',
    'weights 2-4 on 1',
  ]);
  expect(lanes).toEqual({ weights: 2, data: 1 });
});
