import { z } from 'zod';
import { createCallRunner, type Call } from '../../../../src/activities/labelling/call-runner';
import { createModelPools } from '../../../../src/serving/model-pools';

it('counts a row that an earlier attempt set aside', async () => {
  const pool = createModelPools((name) => name, 1).get({
    digest: 'external:m',
    servedName: 'm',
    replicas: [],
    proof: { kind: 'assumed' },
  });
  const setAside = { kind: 'quarantined', row: 'r', cause: 'invalid', reason: 'bad grammar' };
  const runner = createCallRunner({
    pool,
    journal: { finished: new Map([['k', setAside]]), append: () => Promise.resolve() },
    recall: () => Promise.resolve(undefined),
    callsInFlight: 1,
    signal: new AbortController().signal,
  });
  const call: Call<string> = { row: 'r', keys: ['k'], affinity: 'r', make: () => Promise.reject(new Error('made')) };
  await expect(runner.run(call, z.string())).resolves.toEqual(setAside);
  expect(runner.counts).toMatchObject({ made: 0, recalled: 1, quarantined: 1 });
  await pool.calls.close();
});
