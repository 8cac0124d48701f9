import type { RunStatus } from '../../src/workflows/status';
import { WorkflowTestBed } from './temporal-environment';

jest.setTimeout(120_000);

let bed: WorkflowTestBed;
beforeAll(async () => {
  bed = await WorkflowTestBed.start();
});
afterAll(() => bed.stop());

const small = { run: 'x', iterations: 1, prompts: { perIteration: 4 }, labelling: { shardSize: 2 } };
it('criticises, shard by shard, what would be learned from, before pairs are made, where the recipe has guard rails', async () => {
  await bed.with({}, async ({ start, engines }) => {
    await (await start({ ...small, safety: {} })).result();
    const stages = engines.calls.flatMap((call) => /^(judge|propose|safety|pairs)\b/.exec(call)?.[1] ?? []);
    // Shards of one stage may pass each other.
    expect(stages).toEqual(['judge', 'judge', 'propose', 'safety', 'safety', 'pairs']);
  });
});

it('judges by what the iteration before left in force, where the judge prompt evolves, and says so', async () => {
  await bed.with({}, async ({ start, engines }) => {
    const recipe = { ...small, iterations: 2, evolvingRubric: {}, data: { canaries: 'example:safety-canaries' } };
    const handle = await start(recipe);
    await handle.result();
    const [first, second] = ['runs/x/iterations/1/rubric.json', 'runs/x/iterations/2/rubric.json'];
    expect(engines.calls.filter((call) => call.startsWith('rubric'))).toEqual([
      'rubric 1.1 after none',
      `rubric 2.1 after ${first}`,
    ]);
    expect(engines.calls).toEqual(
      expect.arrayContaining([`judge 1.1/0 by ${first}`, `judge 1.1/1 by ${first}`, `judge 2.1/0 by ${second}`]),
    );
  });
});

it('does none of this in a run whose recipe asks for none', async () => {
  await bed.with({}, async ({ start, engines }) => {
    const handle = await start(small);
    await handle.result();
    expect(engines.calls.filter((call) => /^(rubric|propose|safety)/.test(call))).toEqual([]);
    expect((await handle.query<RunStatus>('status')).notes).toEqual([]);
  });
});
