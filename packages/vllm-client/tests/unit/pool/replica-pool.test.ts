import { AbortedGenerationError, InvalidRequestError, PoolClosedError } from '../../../src/errors';
import { ReplicaPool } from '../../../src/pool/replica-pool';
import type { ReplicaPoolOptions } from '../../../src/pool/replica-pool-options';
import type { VllmClient } from '../../../src/vllm-client';
import { gate } from '../../gate';
import { answerCalls, ask, poolFixture, until } from './pool-fixture';

const { makePool, server, servers, states } = poolFixture();

test('no server is called before the first run, and every replica is proven before its first call', async () => {
  const pool = makePool();
  expect(states()).toEqual(['unproven', 'unproven']);
  expect(servers().flatMap(({ requests }) => requests)).toEqual([]);
  for (const each of servers()) answerCalls(each);
  await pool.run(ask);
  for (const each of servers()) expect((await each.request(1)).path).toBe('/health');
});

test('a run hands over the client and the replica and returns what the call returns', async () => {
  const pool = makePool({ replicas: [{ url: `${server(0).url}/v1` }] });
  answerCalls(server(0));
  const [completion, replica] = await pool.run(async (client, given) => [await ask(client), given] as const);
  expect(completion.choices[0]?.text).toBe('ok');
  expect(replica).toEqual({ url: `${server(0).url}/v1` });
  expect(pool.status()).toEqual([{ url: server(0).url, state: 'closed', inFlight: 0, failures: 0 }]);
});

test('calls in flight are bounded on each replica and spread over the least busy', async () => {
  const pool = makePool({ maxInFlightPerReplica: 2, canary: async () => undefined });
  await pool.run(async () => undefined);
  const { opened, open } = gate();
  let started = 0;
  const calls = Array.from({ length: 7 }, () =>
    pool.run(async () => {
      started += 1;
      await opened;
    }),
  );
  await until(() => started >= 4);
  expect(pool.status().map(({ inFlight }) => inFlight)).toEqual([2, 2]);
  expect(pool.waiting).toBe(3);
  pool.setMaxInFlight(3);
  await until(() => started >= 6);
  expect(started).toBe(6);
  open();
  await Promise.all(calls);
  expect(pool.status().map(({ inFlight }) => inFlight)).toEqual([0, 0]);
});

test('an observer is told of the calls, and not of the canary', async () => {
  const models: string[] = [];
  const pool = makePool({
    canary: async (client) => void (await client.complete({ model: 'canary', prompt: 'a' })),
    onCall: ({ model }) => {
      models.push(model);
      return {};
    },
  });
  for (const each of servers()) answerCalls(each);
  await pool.run(ask);
  expect(models).toEqual(['m']);
});

test('calls with one affinity meet on one replica', async () => {
  const pool = makePool({ canary: async () => undefined });
  const runs = Array.from({ length: 8 }, () =>
    pool.run(async (_client, { url }) => url, { affinityKey: 'one prompt' }),
  );
  // The first call may come before its owner is proven.
  expect(new Set((await Promise.all(runs)).slice(1)).size).toBe(1);
});

test('with every replica down callers wait, and all of them resume when one is back', async () => {
  const pool = makePool();
  for (const each of servers()) each.behave({ kind: 'reset' });
  const runs = Array.from({ length: 5 }, () => pool.run(ask));
  await until(() => states().every((state) => state === 'open'));
  answerCalls(server(1));
  const completions = await Promise.all(runs);
  expect(completions.map(({ choices }) => choices[0]?.text)).toEqual(['ok', 'ok', 'ok', 'ok', 'ok']);
});

test('an abort ends the waiting with its reason and gives no place away', async () => {
  const pool = makePool({ replicas: [] });
  const controller = new AbortController();
  const given = pool.run(async () => 'never', { signal: controller.signal });
  const waiting = pool.run(async () => 'ran');
  const reason = new Error('cancelled');
  controller.abort(reason);
  await expect(given).rejects.toBe(reason);
  await expect(pool.run(ask, { signal: controller.signal })).rejects.toBe(reason);
  answerCalls(server(0));
  pool.setReplicas([{ url: server(0).url }]);
  expect(await waiting).toBe('ran');
});

test.each<[string, (client: VllmClient) => Promise<unknown>, number]>([
  ['an invalid request', (client) => Promise.reject(new InvalidRequestError('no', { baseUrl: client.baseUrl })), 0],
  ['a fault in the code of the caller', () => Promise.reject(new TypeError('x is not a function')), 0],
  [
    'an aborted generation',
    (client) => Promise.reject(new AbortedGenerationError('stopped', { baseUrl: client.baseUrl })),
    1,
  ],
])('%s counts as it should', async (_name, call, failures) => {
  const pool = makePool({ replicas: [{ url: server(0).url }], canary: async () => undefined });
  await expect(pool.run(call)).rejects.toThrow(Error);
  expect(pool.status()[0]).toMatchObject({ state: 'closed', failures });
});

test('replicas come and go, and a call in flight on one that goes may still make its requests', async () => {
  const pool = makePool({ replicas: [{ url: server(0).url }] });
  for (const each of servers()) answerCalls(each);
  const { opened, open } = gate();
  const inFlight = pool.run(async (client) => {
    await opened;
    return ask(client);
  });
  await until(() => pool.status()[0]?.inFlight === 1);
  pool.setReplicas([{ url: server(1).url }]);
  expect(pool.status()).toMatchObject([{ url: server(1).url, state: 'unproven' }]);
  expect(await pool.run(async (client) => client.baseUrl)).toBe(server(1).url);
  open();
  expect((await inFlight).choices[0]?.text).toBe('ok');
});

test('a replica that stays keeps what is known of it, a new key makes it new', async () => {
  const { url } = server(0);
  const pool = makePool({ replicas: [{ url }] });
  answerCalls(server(0));
  await pool.run(ask);
  pool.setReplicas([{ url }, { url: server(1).url }]);
  expect(states()).toEqual(['closed', 'unproven']);
  pool.setReplicas([{ url, apiKey: 'new' }]);
  expect(states()).toEqual(['unproven']);
});

test('close sends the waiting away, lets calls in flight finish, and cuts off canaries', async () => {
  const pool = makePool({ replicas: [{ url: server(0).url }], maxInFlightPerReplica: 1 });
  answerCalls(server(0));
  server(1).behave({ kind: 'never-replies' });
  const { opened, open } = gate();
  const inFlight = pool.run(async () => {
    await opened;
    return 'finished';
  });
  await until(() => pool.status()[0]?.inFlight === 1);
  const waiting = pool.run(async () => 'never');
  pool.setReplicas([{ url: server(0).url }, { url: server(1).url }]);
  await server(1).request(1);
  const closed = pool.close();
  await expect(waiting).rejects.toThrow(PoolClosedError);
  await expect(pool.run(ask)).rejects.toThrow(PoolClosedError);
  open();
  expect(await inFlight).toBe('finished');
  await closed;
});

test.each<[Partial<ReplicaPoolOptions>, RegExp]>([
  [{ maxInFlightPerReplica: 0 }, /maxInFlightPerReplica .*got 0/],
  [{ maxInFlightPerReplica: 1.5 }, /maxInFlightPerReplica .*got 1.5/],
  [{ breaker: { failures: 0, openMs: 1 } }, /breaker.failures .*got 0/],
  [{ breaker: { failures: 1, openMs: Infinity } }, /breaker.openMs .*got Infinity/],
  [{ replicas: [{ url: 'nowhere' }] }, /baseUrl .*"nowhere"/],
])('%j makes no pool', (options, message) => {
  makePool();
  expect(() => new ReplicaPool({ replicas: [], ...options })).toThrow(message);
});
