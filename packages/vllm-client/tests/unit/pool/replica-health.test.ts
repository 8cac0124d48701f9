import { UnauthorizedError, UnreachableError } from '../../../src/errors';
import { gate } from '../../gate';
import { textReply } from '../../recorded-replies';
import { answerCalls, ask, BREAKER, fail, failCalls, poolFixture, until } from './pool-fixture';

const { makePool, server, servers, states } = poolFixture();

test('failures open the breaker, a canary closes it again, and the failed call is not repeated', async () => {
  const pool = makePool({ replicas: [{ url: server(0).url }] });
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
  const pool = makePool({
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
  const pool = makePool({
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
  const pool = makePool({ breaker: { failures: 2, openMs: 60_000 } });
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
  const pool = makePool({ canary: async (client) => void (await client.models()) });
  for (const each of servers()) each.behave(refuses);
  await expect(pool.run(ask)).rejects.toThrow(UnauthorizedError);
  const answers = textReply('ok');
  server(1).behave(({ path }) => ({
    kind: 'json',
    body: path === '/v1/models' ? { object: 'list', data: [] } : answers,
  }));
  await until(() => states()[1] === 'closed');
  expect((await pool.run(ask)).choices[0]?.text).toBe('ok');
});

test('a call from before an opening says nothing about the replica after it', async () => {
  const pool = makePool({
    replicas: [{ url: server(0).url }],
    breaker: { failures: 1, openMs: 5 },
    canary: async () => undefined,
  });
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

test('a replica whose sockets were all closed must prove again what it holds before it gets a call', async () => {
  let canaries = 0;
  const pool = makePool({ replicas: [{ url: server(0).url }], canary: async () => void (canaries += 1) });
  answerCalls(server(0));
  await pool.run(ask);
  expect(canaries).toBe(1);
  server(0).dropSockets();
  await until(() => states()[0] === 'unproven');
  await pool.run(ask);
  expect(canaries).toBe(2);
});
