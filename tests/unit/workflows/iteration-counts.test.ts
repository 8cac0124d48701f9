import { ApplicationFailure } from '@temporalio/workflow';
import type { Quarantine } from '../../../src/activities/labelling/recorded-call';
import { resolveRecipe } from '../../../src/recipes/recipe';
import { addCritic, addShard, countsOf, emptyCounts, noteParseRate } from '../../../src/workflows/iteration-counts';
import { describeStatus } from '../../../src/workflows/details';
import { aRunStatus } from '../cli/view/a-run-view';
import type { Progress } from '../../../src/workflows/progress';

const artifact = { path: 'p', sha256: `sha256:${'0'.repeat(64)}`, rows: 4, bytes: 1 };
const none: Quarantine = { rows: 0, examples: [] };
const bad = (rows: number): Quarantine => ({
  rows,
  examples: [{ row: 'p7', cause: 'crashes the server', reason: 'socket closed' }],
});

function progressOf(prompts: number): Progress {
  return {
    status: { ...aRunStatus, counts: emptyCounts(prompts), notes: [] },
    enter: () => {},
    show: () => {},
  };
}

function add(
  progress: Progress,
  quarantineLimit: number,
  setAside: { prompts?: Quarantine; responses?: Quarantine },
  left: { duplicates?: number } = {},
) {
  const recipe = resolveRecipe({ run: 'r', labelling: { quarantineLimit } });
  const finished = { artifact, calls: artifact };
  const summary = { judgements: 12, parsedAtFirst: 12, constrained: 0, unparsed: 0, unjudged: 0, histogram: [] };
  addShard(
    progress,
    recipe,
    { ...finished, quarantine: setAside.prompts ?? none, truncated: 0, meanTokens: 1, ...left },
    { ...finished, quarantine: setAside.responses ?? none, summary },
  );
}

it('counts rows that were set aside, and shows the first with its reason', () => {
  const progress = progressOf(100);
  add(progress, 0.05, { prompts: bad(2), responses: bad(3) });
  expect(countsOf(progress).quarantined).toEqual({ prompts: 2, responses: 3 });
  expect(progress.status.notes).toEqual([
    '2 prompts set aside; p7 crashes the server: socket closed',
    '3 responses set aside; p7 crashes the server: socket closed',
  ]);
});

it('ends the iteration when the shards together exceed the limit of the recipe', () => {
  const progress = progressOf(100);
  add(progress, 0.05, { prompts: bad(3) });
  expect(() => add(progress, 0.05, { prompts: bad(3) })).toThrow(ApplicationFailure);
  expect(() => add(progress, 0.05, {})).toThrow('6 of 100 prompts were set aside');
});

it('allows one row of a small iteration, and none when the limit is 0', () => {
  add(progressOf(4), 0.05, { prompts: bad(1) });
  expect(() => add(progressOf(4), 0, { responses: bad(1) })).toThrow('quarantineLimit allows 0 %');
});

it('adds up the duplicates that shards left out, and shows them beside the responses (methods section 4)', () => {
  const progress = progressOf(10);
  add(progress, 0, {}, { duplicates: 3 });
  add(progress, 0, {}, { duplicates: 0 });
  expect(countsOf(progress)).toMatchObject({ responses: 8, duplicates: 3 });
  expect(describeStatus({ ...progress.status, progress: null })).toContain('| 10 | 8 + 3 duplicates |');
});

it('has no count of duplicates where a recipe keeps them', () => {
  const progress = progressOf(10);
  add(progress, 0, {});
  expect(countsOf(progress)).not.toHaveProperty('duplicates');
});

it('adds up what critics said shard by shard, and shows what was set aside', () => {
  const progress = progressOf(10);
  addCritic(progress, 'panel-a', { artifact, tally: { records: 6, nulls: 1 }, quarantine: none });
  addCritic(progress, 'panel-a', { artifact, tally: { records: 4, nulls: 2 }, quarantine: bad(1) });
  addCritic(progress, 'http', { artifact, tally: { records: 3, nulls: 0 } });
  expect(countsOf(progress).critics).toEqual({
    'panel-a': { records: 10, nulls: 3, setAside: 1 },
    http: { records: 3, nulls: 0, setAside: 0 },
  });
  expect(progress.status.notes).toEqual(['panel-a: 1 responses set aside; p7 crashes the server: socket closed']);
});

it('has no counts of critics where a worker of an earlier version asked them', () => {
  const progress = progressOf(10);
  addCritic(progress, 'pairwise', { artifact, quarantine: none });
  expect(countsOf(progress)).not.toHaveProperty('critics');
});

describe('noteParseRate (methods section 0.3: alarm above 10 %)', () => {
  it.each<[number | null, string[]]>([
    [0.899, ['M2 as a judge: 10.1 % of its judgements named no score when first asked']],
    [0.9, []],
    [null, []],
  ])('of a parse rate of %p tells %j', (parseRate, expected) => {
    const progress = progressOf(4);
    Object.assign(countsOf(progress), { parseRate });
    noteParseRate(progress, 'M2');
    expect(progress.status.notes).toEqual(expected);
  });
});
