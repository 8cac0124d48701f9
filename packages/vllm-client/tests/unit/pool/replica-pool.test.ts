import {
  AbortedGenerationError,
  InvalidRequestError,
  PoolClosedError,
  UnauthorizedError,
  UnreachableError,
} from '../../../src/errors';
import { ReplicaPool } from '../../../src/pool/replica-pool';
import type { ReplicaPoolOptions } from '../../../src/pool/replica-pool-options';
import type { VllmClient } from '../../../src/vllm-client';
import { startFaultServer, type FaultServer, type SeenRequest } from '../../fault-server';
import { gate } from '../../gate';
import { textReply } from '../../recorded-replies';

const BREAKER = { failures: 2, openMs: 15 };

let servers: FaultServer[];
let pool: ReplicaPool;

beforeEach(async () => {
  servers = await Promise.all([startFaultServer(), startFaultServer()]);
});

afterEach(async () => {
  await pool.close();
  await Promise.all(servers.map((each) => each.close()));
});

function makePool(options: Partial<ReplicaPoolOptions> = {}): ReplicaPool {
  pool = new ReplicaPool({ replicas: servers.map(({ url }) => ({ url })), breaker: BREAKER, ...options });
  return pool;
}

function server(index: number): FaultServer {
  const found = servers[index];
  if (!found) throw new Error(`there is no server ${index}`);
  return found;
}

const ask = (client: VllmClient) => client.complete({ model: 'm', prompt: 'a' });
const fail = (client: VllmClient) => Promise.reject(new UnreachableError('gone', { baseUrl: client.baseUrl }));
const healthy = (request: SeenRequest) => request.path === '/health';
const states = () => pool.status().map(({ state }) => state);

/** Makes a server fail every call but answer canaries. */
function failCalls(target: FaultServer): void {
  target.behave((request) => (healthy(request) ? { kind: 'text', body: '' } : { kind: 'reset' }));
}

/** Makes a server answer everything. */
function answerCalls(target: FaultServer): void {
  target.behave((request) => (healthy(request) ? { kind: 'text', body: '' } : { kind: 'json', body: textReply('ok') }));
}

/** Waits until a condition holds, in turns of the event loop. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
}

test('no server is called before the first run, and every replica is proven before its first call', async () => {
  makePool();
  expect(states()).toEqual(['unproven', 'unproven']);
  expect(servers.flatMap(({ requests }) => requests)).toEqual([]);
  for (const each of servers) answerCalls(each);
  await pool.run(ask);
  for (const each of servers) expect((await each.request(1)).path).toBe('/health');
});

test('a run hands over the client and the replica and returns what the call returns', async () => {
  makePool({ replicas: [{ url: `${server(0).url}/v1` }] });
  answerCalls(server(0));
  const [completion, replica] = await pool.run(async (client, given) => [await ask(client), given] as const);
  expect(completion.choices[0]?.text).toBe('ok');
  expect(replica).toEqual({ url: `${server(0).url}/v1` });
  expect(pool.status()).toEqual([{ url: server(0).url, state: 'closed', inFlight: 0, failures: 0 }]);
});

test('calls in flight are bounded on each replica and spread over the least busy', async () => {
  makePool({ maxInFlightPerReplica: 2, canary: async () => undefined });
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
  pool.setMaxInFlight(3);
  await until(() => started >= 6);
  expect(started).toBe(6);
  open();
  await Promise.all(calls);
  expect(pool.status().map(({ inFlight }) => inFlight)).toEqual([0, 0]);
});

test('calls with one affinity meet on one replica', async () => {
  makePool({ canary: async () => undefined });
  const runs = Array.from({ length: 8 }, () =>
    pool.run(async (_client, { url }) => url, { affinityKey: 'one prompt' }),
  );
  // The first call may come before its owner is proven.
  expect(new Set((await Promise.all(runs)).slice(1)).size).toBe(1);
});

test('failures open the breaker, a canary closes it again, and the failed call is not repeated', async () => {
  makePool({ replicas: [{ url: server(0).url }] });
  failCalls(server(0));
  await expect(pool.run(ask)).rejects.toThrow(UnreachableError);
  expect(pool.status()[0]).toMatchObject({ state: 'unproven', failures: 1 });
  await expect(pool.run(ask)).rejects.toThrow(UnreachableError);
  expect(pool.status()[0]).toMatchObject({ state: 'open', failures: 2 });
  expect(pool.status()[0]?.lastError).toMatch(/^UnreachableError: /);
  answerCalls(server(0));
  expect((await pool.run(ask)).choices[0]?.text).toBe('ok');
  expect(pool.status()).toEqual([{ url: server(0).url, state: 'closed', inFlight: 0, failures: 0 }]);
  expect(server(0).requests.map(({ path }) => path)).toEqual([
    '/health',
    '/v1/completions',
    '/health',
    '/v1/completions',
    '/health',
    '/v1/completions',
  ]);
});

test('it is half-open while the canary is under way, and a canary that fails keeps it open with the reason', async () => {
  const { opened, open } = gate();
  let nowMs = 0;
  let canaries = 0;
  makePool({
    replicas: [{ url: server(0).url }],
    now: () => nowMs,
    canary: async () => {
      canaries += 1;
      if (canaries === 1) throw new Error('holds other weights');
      await opened;
    },
  });
  const run = pool.run(async () => 'ran');
  await until(() => canaries === 1 && states()[0] === 'open');
  expect(pool.status()[0]).toMatchObject({ failures: 1, lastError: 'Error: holds other weights' });
  nowMs += BREAKER.openMs;
  await until(() => canaries === 2);
  expect(states()).toEqual(['half-open']);
  open();
  expect(await run).toBe('ran');
});

test('an open breaker waits for its time by the clock of the pool', async () => {
  let nowMs = 1_000;
  let canaries = 0;
  makePool({
    replicas: [{ url: server(0).url }],
    breaker: { failures: 1, openMs: 10 },
    now: () => nowMs,
    canary: async () => void (canaries += 1),
  });
  failCalls(server(0));
  await expect(pool.run(ask)).rejects.toThrow(UnreachableError);
  const run = pool.run(async () => 'back');
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(canaries).toBe(1);
  nowMs += 10;
  expect(await run).toBe('back');
  expect(canaries).toBe(2);
});

test('other replicas take the calls of one that is open', async () => {
  makePool({ breaker: { failures: 2, openMs: 60_000 } });
  failCalls(server(0));
  answerCalls(server(1));
  await pool.run(async () => undefined);
  await until(() => states().every((state) => state === 'closed'));
  const outcomes: string[] = [];
  for (let made = 0; made < 10; made += 1) {
    await pool.run(ask).then(
      () => outcomes.push('answered'),
      () => outcomes.push('failed'),
    );
  }
  expect(outcomes.filter((outcome) => outcome === 'failed')).toHaveLength(2);
  expect(states()).toEqual(['open', 'closed']);
});

test('callers are told when every replica refuses the key, and one that takes it later is used', async () => {
  const refuses = { kind: 'json', status: 401, body: { error: 'Unauthorized' } } as const;
  makePool({ canary: async (client) => void (await client.models()) });
  for (const each of servers) each.behave(refuses);
  await expect(pool.run(ask)).rejects.toThrow(UnauthorizedError);
  const answers = textReply('ok');
  server(1).behave(({ path }) => ({
    kind: 'json',
    body: path === '/v1/models' ? { object: 'list', data: [] } : answers,
  }));
  await until(() => states()[1] === 'closed');
  expect((await pool.run(ask)).choices[0]?.text).toBe('ok');
});

test('with every replica down callers wait, and all of them resume when one is back', async () => {
  makePool();
  for (const each of servers) each.behave({ kind: 'reset' });
  const runs = Array.from({ length: 5 }, () => pool.run(ask));
  await until(() => states().every((state) => state === 'open'));
  answerCalls(server(1));
  const completions = await Promise.all(runs);
  expect(completions.map(({ choices }) => choices[0]?.text)).toEqual(['ok', 'ok', 'ok', 'ok', 'ok']);
});

test('an abort ends the waiting with its reason and gives no place away', async () => {
  makePool({ replicas: [] });
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
  makePool({ replicas: [{ url: server(0).url }], canary: async () => undefined });
  await expect(pool.run(call)).rejects.toThrow(Error);
  expect(pool.status()[0]).toMatchObject({ state: 'closed', failures });
});

test('a call from before an opening says nothing about the replica after it', async () => {
  makePool({ replicas: [{ url: server(0).url }], breaker: { failures: 1, openMs: 5 }, canary: async () => undefined });
  const { opened, open } = gate();
  const late = pool.run(async (client) => {
    await opened;
    await fail(client);
  });
  await expect(pool.run(fail)).rejects.toThrow('gone');
  expect(await pool.run(async () => 'back')).toBe('back');
  open();
  await expect(late).rejects.toThrow('gone');
  expect(states()).toEqual(['closed']);
});

test('replicas come and go, and a call in flight on one that goes may still make its requests', async () => {
  makePool({ replicas: [{ url: server(0).url }] });
  for (const each of servers) answerCalls(each);
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
  makePool({ replicas: [{ url }] });
  answerCalls(server(0));
  await pool.run(ask);
  pool.setReplicas([{ url }, { url: server(1).url }]);
  expect(states()).toEqual(['closed', 'unproven']);
  pool.setReplicas([{ url, apiKey: 'new' }]);
  expect(states()).toEqual(['unproven']);
});

test('close sends the waiting away, lets calls in flight finish, and cuts off canaries', async () => {
  makePool({ replicas: [{ url: server(0).url }], maxInFlightPerReplica: 1 });
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

test('a replica whose sockets were all closed must prove again what it holds before it gets a call', async () => {
  let canaries = 0;
  makePool({ replicas: [{ url: server(0).url }], canary: async () => void (canaries += 1) });
  answerCalls(server(0));
  await pool.run(ask);
  expect(canaries).toBe(1);
  server(0).dropSockets();
  await until(() => states()[0] === 'unproven');
  await pool.run(ask);
  expect(canaries).toBe(2);
});
