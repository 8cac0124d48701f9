import type { CostRecord } from '../../../../src/core/cost-record';
import { collectCosts } from '../../../../src/report/collect/collect-costs';
import { costPath, iterationLayout, runLayout } from '../../../../src/store/run-layout';
import { temporaryStore } from '../temporary-store';

const storeOf = temporaryStore();
const layout = iterationLayout('r', 2, 1);

function record(startsAt: string, seconds: number, calls: Partial<NonNullable<CostRecord['calls']>> = {}): CostRecord {
  return {
    startedAt: `2026-01-02T${startsAt}Z`,
    seconds,
    calls: { made: 10, recalled: 0, quarantined: 0, retried: {}, tokens: 100, seconds: 20, places: 4, ...calls },
  };
}

it('adds the shards of a stage, counting time in which two were at work once', async () => {
  const store = storeOf();
  await store.writeJson(costPath(layout.responses(0), 'a'), record('10:00:00', 10));
  await store.writeJson(costPath(layout.responses(1), 'b'), record('10:00:05', 10, { retried: { transient: 2 } }));
  await store.writeJson(costPath(layout.feedback(0), 'c'), record('10:01:00', 5, { recalled: 7 }));
  await store.writeJson(costPath(runLayout('r').fingerprint('M2'), 'd'), { ...record('09:00:00', 3), calls: null });
  const costs = await collectCosts(store, 'r', []);
  expect(costs.map(({ part, stage, seconds }) => [part, stage, seconds])).toEqual([
    ['M2', 'serving', 3],
    ['iteration 2', 'responses', 15],
    ['iteration 2', 'judgements', 5],
  ]);
  expect(costs[1]).toMatchObject({
    attempts: 2,
    calls: { made: 20, tokens: 200, retried: { transient: 2 }, seconds: 40 },
    // 40 call seconds of 4 places in 10 + 10 seconds.
    utilisation: 0.5,
  });
  expect(costs[0]).toMatchObject({ calls: null, utilisation: null });
});

it('is empty for a run of an earlier version', async () => {
  expect(await collectCosts(storeOf(), 'r', [])).toEqual([]);
});
