import { holdAt } from '../workflows/held-calls';
import { eventually, type RunningBed } from '../workflows/temporal-environment';
import type { FakeEngines } from '../workflows/fake-activities';

/** What people do with runs, each as short as it can be. Every scenario has a recording of every workflow in it. */
export interface Scenario {
  engines?: () => Partial<FakeEngines>;
  /** Further arguments of the Temporal server. */
  serverArguments?: string[];
  play: (bed: RunningBed) => Promise<unknown>;
}

const small = { iterations: 1, prompts: { perIteration: 3 }, labelling: { shardSize: 2 } };

export const scenarios: Readonly<Record<string, Scenario>> = {
  'two-iterations': {
    play: async ({ start }) => (await start({ ...small, run: 'two', iterations: 2 })).result(),
  },
  'pause-and-resume': {
    engines: () => ({ hold: holdAt('sample 1.1/0') }),
    async play({ start, engines }) {
      const handle = await start({ ...small, run: 'paused', eft: { judgements: 'baseline' } });
      await called(engines, 'sample 1.1/0');
      await handle.signal('pause');
      await called(engines, 'cancelled sample 1.1/0');
      engines.hold?.release();
      await handle.signal('resume');
      await handle.result();
    },
  },
  'reject-and-redo': {
    engines: () => ({ hold: holdAt('judge 1.1/0') }),
    async play({ start, engines }) {
      const handle = await start({ ...small, run: 'rejected', gate: { kind: 'manual' } });
      await called(engines, 'judge 1.1/0');
      await handle.executeUpdate('reject', { args: [{ reason: 'the judge likes everything' }] });
      await waits(handle);
      await handle.executeUpdate('reject', { args: [{ reason: 'too long', action: 'redo' }] });
      await called(engines, 'train M2.3');
      await waits(handle);
      await handle.executeUpdate('approve', { args: [{ note: 'reads well' }] });
      await handle.result();
    },
  },
  'metric-gate': {
    async play({ start }) {
      const gate = { kind: 'metric', rules: [{ metric: 'parseRate', atLeast: 2 }] };
      const handle = await start({ ...small, run: 'measured', gate });
      await waits(handle);
      await handle.executeUpdate('approve', { args: [{}] });
      await handle.result();
    },
  },
  'extend-and-stop': {
    engines: () => ({ hold: holdAt('train M2') }),
    async play({ start, engines }) {
      const handle = await start({ ...small, run: 'extended' });
      await called(engines, 'train M2');
      await handle.executeUpdate('setConcurrency', { args: [{ concurrentShards: 2 }] });
      await handle.executeUpdate('extend', { args: [{ iterations: 2 }] });
      await handle.signal('stopAfterIteration');
      engines.hold?.release();
      await handle.result();
    },
  },
  'continue-as-new': {
    // Far below the length of a run, so that it continues as new after each iteration.
    serverArguments: ['--dynamic-config-value', 'limit.historyCount.suggestContinueAsNew=40'],
    play: async ({ start }) => (await start({ ...small, run: 'continued', iterations: 2 })).result(),
  },
  'iteration-alone': {
    async play({ start }) {
      await (await start({ ...small, run: 'alone' })).result();
      await (await start({ run: 'alone' }, 'selfRewardingIteration')).result();
    },
  },
  cancel: {
    engines: () => ({ hold: holdAt('train M2') }),
    async play({ start, engines }) {
      const handle = await start({ ...small, run: 'cancelled' });
      await called(engines, 'train M2');
      await handle.cancel();
      await handle.result().catch(() => undefined);
    },
  },
};

type Handle = Awaited<ReturnType<RunningBed['start']>>;

function called(engines: FakeEngines, label: string) {
  return eventually(
    async () => engines.calls,
    (calls) => calls.some((call) => call.startsWith(label)),
  );
}

function waits(handle: Handle) {
  return eventually(
    () => handle.query<{ stage: string }>('status'),
    ({ stage }) => stage === 'awaiting approval',
  );
}
