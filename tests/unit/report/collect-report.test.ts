import { collectReport } from '../../../src/report/collect-report';
import { droppedOf } from '../../../src/report/dropped';
import { reportDataSchema, type ReportData } from '../../../src/report/report-data';
import { digestFor, RUN, writeIteration, writeModel, writeRecipe } from './fabricated-run';
import { temporaryStore } from './temporary-store';

const storeOf = temporaryStore();

test('a run that does not exist is refused with the path that is missing', async () => {
  await expect(collectReport(storeOf(), RUN)).rejects.toThrow('runs/fabricated/recipe.json does not exist');
});

test('a run that has only just started gives a report without models and iterations', async () => {
  const store = storeOf();
  await writeRecipe(store);
  const { data: report } = await collectReport(store, RUN, { writtenAt: new Date('2026-01-02T03:04:05Z') });
  expect(report).toMatchObject({
    run: RUN,
    method: 'self-rewarding',
    iterationsPlanned: 2,
    models: [],
    iterations: [],
  });
  expect(report.writtenAt).toBe('2026-01-02T03:04:05.000Z');
});

test('a run under way gives the shards that are done, also when earlier ones are not', async () => {
  const store = storeOf();
  await writeRecipe(store);
  await writeModel(store, { name: 'M0', parent: null, madeBy: 'import' });
  await writeIteration(store, { iteration: 1, prompts: 10, shards: [0, 2], finished: false });
  const [iteration] = (await collectReport(store, RUN)).data.iterations;
  expect(iteration).toMatchObject({
    iteration: 1,
    finished: false,
    rejectedBecause: null,
    policy: 'M1',
    makes: 'M2',
    pairs: null,
  });
  expect(iteration?.prompts).toEqual({
    seed: 5,
    generated: 5,
    generation: { tooSimilar: 5, kept: 5, missing: 0 },
    diversity: null,
  });
  expect(iteration?.responses).toMatchObject({ count: 12, truncated: 2 });
  expect(iteration?.judgements).toMatchObject({ count: 24, unparsed: 12, constrained: 0, parseRate: 0.5 });
});

async function collectWhole(): Promise<ReportData> {
  const store = storeOf();
  await writeRecipe(store);
  await writeModel(store, { name: 'M0', parent: null, madeBy: 'import', accuracy: 0.4 });
  await writeModel(store, { name: 'sft', parent: 'M0', madeBy: 'sft', accuracy: 0.5, against: ['M0'] });
  await writeModel(store, { name: 'M1', parent: 'M0', madeBy: 'sft', accuracy: 0.6, against: ['sft'] });
  await writeModel(store, { name: 'M2', parent: 'M1', madeBy: 'dpo', accuracy: 0.55, against: ['M1', 'sft'] });
  await writeModel(store, { name: 'M2.2', parent: 'M1', madeBy: 'dpo', accuracy: 0.65, against: ['M1', 'sft'] });
  await writeModel(store, { name: 'M3', parent: 'M1', madeBy: 'dpo', accuracy: 0.7, against: ['M2.2', 'sft'] });
  await writeIteration(store, { iteration: 1, prompts: 8 });
  await writeIteration(store, { iteration: 1, attempt: 2, prompts: 8 });
  await writeIteration(store, { iteration: 2, prompts: 30 });
  return (await collectReport(store, RUN)).data;
}

test('the scores that are compared are told with what the best of N would have (methods section 2)', async () => {
  const store = storeOf();
  await writeRecipe(store, { judgements: { minimumValid: 1 } });
  await writeIteration(store, { iteration: 1, prompts: 4 });
  const [iteration] = (await collectReport(store, RUN)).data.iterations;
  // Scores of the two responses to each prompt: 4 and 0, 5 and 1, 4 and 2, 5 and 3.
  expect(iteration?.compared).toEqual({
    critic: 'judge',
    unscored: 0,
    mean: 3,
    bins: iteration?.compared?.bins,
    bestOfN: [
      { n: 1, score: 3, prompts: 4 },
      { n: 2, score: 4.5, prompts: 4 },
    ],
  });
});

test('duplicates that were left out are counted among what was dropped, where a recipe removes them (methods section 4)', async () => {
  const store = storeOf();
  // Two responses to each prompt are there, of three that were sampled.
  await writeRecipe(store, { responses: { perPrompt: 3, removeDuplicates: true } });
  await writeIteration(store, { iteration: 1, prompts: 10, shards: [0, 2], finished: false });
  const { data } = await collectReport(store, RUN);
  expect(data.iterations[0]?.responses).toMatchObject({ count: 12, duplicates: 6 });
  expect(droppedOf(data)).toContainEqual({
    where: 'iteration 1',
    stage: 'Responses',
    reason: 'read as another one of their prompt',
    count: 6,
  });
});

test('no score is compared where judgements are too few', async () => {
  const store = storeOf();
  await writeRecipe(store);
  await writeIteration(store, { iteration: 1, prompts: 4 });
  expect((await collectReport(store, RUN)).data.iterations[0]?.compared).toBeNull();
});

test('reward models that iterations made come before the models that learned from them', async () => {
  const store = storeOf();
  await writeRecipe(store);
  await writeModel(store, { name: 'M1', parent: null, madeBy: 'import' });
  for (const [name, madeBy] of [
    ['RM1', 'rm_soft'],
    ['M2', 'ppo'],
    ['RM1.2', 'rm_soft'],
    ['M2.2', 'ppo'],
    ['RM2', 'rm_bt'],
    ['M3', 'ppo'],
    ['M3.2', 'ppo'],
  ] as const)
    await writeModel(store, { name, parent: 'M1', madeBy });
  await writeIteration(store, { iteration: 1, prompts: 4 });
  await writeIteration(store, { iteration: 1, attempt: 2, prompts: 4 });
  await writeIteration(store, { iteration: 2, prompts: 4 });
  await writeIteration(store, { iteration: 2, attempt: 2, prompts: 4 });
  const { models } = (await collectReport(store, RUN)).data;
  // Ranked replies are the same in each attempt.
  expect(models.map(({ name, replaced }) => (replaced ? `(${name})` : name))).toEqual([
    'M1',
    '(RM1)',
    '(M2)',
    'RM1.2',
    'M2.2',
    'RM2',
    '(M3)',
    'M3.2',
  ]);
});

describe('a whole run', () => {
  test('has every model with its parent, its measurements and its comparisons', async () => {
    const { models } = await collectWhole();
    expect(models.map(({ name, parentName, replaced }) => [name, parentName, replaced])).toEqual([
      ['M0', null, false],
      ['sft', 'M0', false],
      ['M1', 'M0', false],
      ['M2', 'M1', true],
      ['M2.2', 'M1', false],
      ['M3', 'M1', false],
    ]);
    const newest = models.at(-1);
    expect(newest).toMatchObject({
      digest: digestFor('M3'),
      training: { objective: 'dpo', margin: 0.134, rowsDropped: { 'too-long': 3 } },
    });
    expect(newest?.evaluation).toMatchObject({
      pairwiseAccuracy: { value: 0.7, instructions: 24 },
      bestOf5: { instructions: 7 },
      kendallTauB: { value: -0.05 },
      counts: { replies: 72, judgements: 216 },
      answers: { count: 48, truncated: 2 },
    });
    expect(newest?.comparisons.map(({ older, wins, selfJudged }) => [older, wins, selfJudged])).toEqual([
      ['sft', 22, true],
      ['M2.2', 22, true],
    ]);
    expect(models[0]?.training).toBeNull();
  });

  test('names the attempt that the next iteration stands on as its policy', async () => {
    const { iterations } = await collectWhole();
    expect(
      iterations.map(({ iteration, attempt, policy, makes, rejectedBecause }) => [
        iteration,
        attempt,
        policy,
        makes,
        rejectedBecause,
      ]),
    ).toEqual([
      [1, 1, 'M1', 'M2', 'too long'],
      [1, 2, 'M1', 'M2.2', null],
      [2, 1, 'M2.2', 'M3', null],
    ]);
  });

  test('has at most twelve sample pairs, each answer with its own judgements', async () => {
    const pairs = (await collectWhole()).iterations.at(-1)?.pairs;
    expect(pairs).toMatchObject({ count: 28, discarded: { tie: 1, 'too-few-scored': 1 } });
    expect(pairs?.samples).toHaveLength(12);
    const { chosen, rejected } = pairs?.samples[0] ?? {};
    expect([chosen?.score, chosen?.judgements.map(({ score }) => score)]).toEqual([4, [4, null]]);
    expect([rejected?.score, rejected?.judgements.map(({ score }) => score)]).toEqual([0, [0, null]]);
  });

  test('is plain JSON that its own schema reads back', async () => {
    const report = await collectWhole();
    expect(reportDataSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
  });
});
