import { z } from 'zod';
import { startFaultServer, type FaultServer } from '../../../../packages/vllm-client/tests/fault-server';
import { createCallMemory } from '../../../../src/activities/labelling/call-memory';
import { createCallRunner, type Call } from '../../../../src/activities/labelling/call-runner';
import { createModelPools, type ModelPool } from '../../../../src/serving/model-pools';

let server: FaultServer;
let pool: ModelPool;
beforeEach(async () => {
  server = await startFaultServer();
  pool = createModelPools((name) => name, 1).get({
    digest: 'external:m',
    servedName: 'm',
    replicas: [{ url: server.url }],
    proof: { kind: 'assumed' },
  });
});
afterEach(async () => {
  await pool.calls.close();
  await server.close();
});

function runnerOver(finished: Map<string, unknown>, beforeCall: () => void = () => undefined) {
  const journal = { finished, append: async (key: string, value: unknown) => void finished.set(key, value) };
  const memory = createCallMemory(journal, () => Promise.resolve(undefined));
  return createCallRunner({
    pool,
    memory,
    callsInFlight: 2,
    attempt: { signal: new AbortController().signal, beforeCall },
  });
}

it('counts a row that an earlier attempt set aside', async () => {
  const setAside = { kind: 'quarantined', row: 'r', cause: 'invalid', reason: 'bad grammar' };
  const runner = runnerOver(new Map([['k', setAside]]));
  const call: Call<string> = { row: 'r', keys: ['k'], affinity: 'r', make: () => Promise.reject(new Error('made')) };
  await expect(runner.run(call, z.string())).resolves.toEqual(setAside);
  expect(runner.counts).toMatchObject({ made: 0, recalled: 1, quarantined: 1 });
});

it('asks right before each call whether it may be made', async () => {
  const runner = runnerOver(new Map(), () => {
    throw new Error('this worker was away for 9 s');
  });
  const make = jest.fn(() => Promise.resolve(['reply']));
  await expect(runner.run({ row: 'r', keys: ['k'], affinity: 'r', make }, z.string())).rejects.toThrow('away for 9 s');
  expect(make).not.toHaveBeenCalled();
});

it('makes a call once that two rows ask for at the same time, so that both say what is recorded', async () => {
  const runner = runnerOver(new Map());
  let made = 0;
  const callFor = (row: string): Call<number> => ({
    row,
    keys: ['same'],
    affinity: 'p',
    make: async () => [(made += 1)],
  });
  const outcomes = await Promise.all(['r0', 'r1'].map((row) => runner.run(callFor(row), z.number())));
  expect(outcomes).toEqual([
    { kind: 'answered', replies: [1] },
    { kind: 'answered', replies: [1] },
  ]);
  expect(runner.counts).toMatchObject({ made: 1, recalled: 1 });
});
