import { costRecordSchema, type CostRecord } from '../../core/cost-record';
import { groupBy } from '../../core/group-by';
import type { ArtifactStore } from '../../store/artifact-store';
import { runLayout } from '../../store/run-layout';
import { addCounts } from '../add-costs';
import type { StageCost } from '../data/cost-data';
import type { ModelReport } from '../data/model-data';
import { storedJson } from './stored-json';
import { stageOfCost } from './stage-of-cost';

/** What the stages of a run cost, in the order in which they began. Stages of an earlier version left no record. */
export async function collectCosts(
  store: ArtifactStore,
  run: string,
  models: readonly ModelReport[],
): Promise<StageCost[]> {
  const root = runLayout(run).costs;
  const records: { part: string; stage: string; record: CostRecord }[] = [];
  for (const path of await store.list(root)) {
    const record = await storedJson(store, path, costRecordSchema);
    if (record) records.push({ ...stageOfCost(path.slice(root.length + 1)), record });
  }
  const inTime = records.toSorted((a, b) => (a.record.startedAt < b.record.startedAt ? -1 : 1));
  return [...groupBy(inTime, ({ part, stage }) => `${part}/${stage}`).values()].flatMap((same) => {
    const [first] = same;
    return first
      ? [
          sumOf(
            first,
            same.map(({ record }) => record),
            models,
          ),
        ]
      : [];
  });
}

function sumOf(
  { part, stage }: { part: string; stage: string },
  records: readonly CostRecord[],
  models: readonly ModelReport[],
): StageCost {
  const seconds = busySeconds(records);
  const calls = records.flatMap((record) => (record.calls ? [{ ...record.calls, elapsed: record.seconds }] : []));
  const trained = models.find(({ name }) => stage === 'training' && part === name)?.training?.seconds ?? null;
  const placeSeconds = calls.reduce((sum, { places, elapsed }) => sum + places * elapsed, 0);
  const callSeconds = calls.reduce((sum, call) => sum + call.seconds, 0);
  const total = (of: 'made' | 'recalled' | 'quarantined' | 'tokens') => calls.reduce((sum, call) => sum + call[of], 0);
  return {
    part,
    stage,
    attempts: records.length,
    seconds,
    calls:
      calls.length === 0
        ? null
        : {
            made: total('made'),
            recalled: total('recalled'),
            quarantined: total('quarantined'),
            retried: addCounts(calls.map(({ retried }) => retried)),
            tokens: total('tokens'),
            seconds: callSeconds,
          },
    utilisation:
      trained !== null ? share(trained, seconds) : calls.length === 0 ? null : share(callSeconds, placeSeconds),
  };
}

/** The length of all spans together; where they overlap it counts once. */
function busySeconds(records: readonly CostRecord[]): number {
  const spans = records
    .map(({ startedAt, seconds }) => ({
      from: Date.parse(startedAt) / 1000,
      to: Date.parse(startedAt) / 1000 + seconds,
    }))
    .toSorted((a, b) => a.from - b.from);
  let [total, end] = [0, -Infinity];
  for (const { from, to } of spans) {
    total += Math.max(0, to - Math.max(from, end));
    end = Math.max(end, to);
  }
  return Math.round(total * 1000) / 1000;
}

/** Clocks of two machines are compared, which may be a little apart. */
function share(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.min(1, part / whole);
}
