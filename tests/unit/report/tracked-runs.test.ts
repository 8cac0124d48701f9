import { collectReport } from '../../../src/report/collect-report';
import { trackedRuns } from '../../../src/report/tracked-runs';
import { digestFor, RUN, writeIteration, writeModel, writeRecipe } from './fabricated-run';
import { temporaryStore } from './temporary-store';

const storeOf = temporaryStore();

it('a run is its preparation and every attempt at an iteration, with all that was measured', async () => {
  const store = storeOf();
  await writeRecipe(store);
  await writeModel(store, { name: 'M0', parent: null, madeBy: 'import', accuracy: 0.4 });
  await writeModel(store, { name: 'M1', parent: 'M0', madeBy: 'sft', accuracy: 0.5 });
  await writeIteration(store, { iteration: 1, prompts: 8 });
  await writeModel(store, { name: 'M2', parent: 'M1', madeBy: 'dpo', accuracy: 0.6, against: ['M1'] });
  await writeIteration(store, { iteration: 1, attempt: 2, prompts: 8, shards: [0], finished: false, unjudged: true });

  const tracked = trackedRuns((await collectReport(store, RUN)).data);
  const [preparation, first, second, ...more] = tracked;
  expect(more).toEqual([]);
  expect(preparation).toMatchObject({
    key: '0',
    status: 'finished',
    step: 0,
    params: { method: 'self-rewarding', 'labelling.shardSize': '4', 'dpo.beta': '0.1' },
    metrics: { 'evaluation/pairwiseAccuracy': 0.5, 'training/dropped/too-long': 3 },
    tags: { 'srlm.run': RUN, 'srlm.model': 'M1', 'srlm.model.digest': digestFor('M1') },
  });
  expect(first).toMatchObject({
    key: '1',
    name: 'iteration 1',
    status: 'rejected',
    step: 1,
    metrics: {
      'prompts/seed': 4,
      'training/margin': 0.134,
      'evaluation/pairwiseAccuracy': 0.6,
      'evaluation/counts/groups': 24,
      'win_rate/against_M1': 29 / 47,
    },
    tags: { 'srlm.rejected': 'too long' },
  });
  expect(second).toMatchObject({ key: '1.2', name: 'iteration 1, attempt 2', status: 'running' });
  // What was not measured is left out, not 0.
  expect(second?.metrics).not.toHaveProperty('judgements/mean_score');
  for (const { params } of tracked)
    expect(Object.values(params).every((value) => typeof value === 'string')).toBe(true);
});
