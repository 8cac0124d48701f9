import { completion, judgingFixture } from './judging-fixture';

const fixture = judgingFixture();
const { judgeShard, chats } = fixture;

const isChat = (path: string) => path === '/v1/chat/completions';
const scored = { kind: 'json' as const, body: completion(['Fine.\nScore: 4']) };
const asksFor = (body: unknown, id: string) => JSON.stringify(body).includes(`(${id})`);

it('sets a row aside that the server refuses, counts it, and does the rest', async () => {
  fixture.server.behave(({ path, body }) => {
    if (!isChat(path)) return { kind: 'json', body: {} };
    return asksFor(body, 'bad') ? { kind: 'json', status: 400, body: { error: { message: 'bad grammar' } } } : scored;
  });
  const { records, quarantine } = await judgeShard(['r0', 'bad', 'r2'], 1);
  expect(records.map(({ responseId }) => responseId)).toEqual(['r0', 'r2']);
  expect(quarantine.rows).toBe(1);
  expect(quarantine.examples).toMatchObject([{ row: 'bad', cause: 'invalid' }]);
  expect(quarantine.examples[0]?.reason).toContain('bad grammar');
});

it('sets a row aside whose calls crash the server three times, and never asks for it again', async () => {
  let alive = true;
  fixture.server.behave(({ path, body }) => {
    if (!isChat(path)) {
      // The restart takes as long as it takes to notice the crash.
      const wasAlive = alive;
      alive = true;
      return wasAlive ? { kind: 'json', body: {} } : { kind: 'reset' };
    }
    if (!asksFor(body, 'bad')) return scored;
    alive = false;
    return { kind: 'reset' };
  });
  const first = await judgeShard(['r0', 'bad', 'r2'], 1);
  expect(first.records.map(({ responseId }) => responseId)).toEqual(['r0', 'r2']);
  expect(first.quarantine.examples).toMatchObject([{ row: 'bad', cause: 'crashes the server' }]);
  const calls = chats().filter(({ body }) => asksFor(body, 'bad'));
  expect(calls).toHaveLength(3);
  await judgeShard(['r0', 'bad', 'r2'], 1);
  expect(chats()).toHaveLength(5);
}, 30_000);

it('does not take an outage for the fault of a row', async () => {
  let requests = 0;
  fixture.server.behave(({ path }) => {
    requests += 1;
    // Everything breaks for a while, health and all.
    if (requests > 1 && requests < 8) return { kind: 'reset' };
    return isChat(path) ? scored : { kind: 'json', body: {} };
  });
  const { records, quarantine } = await judgeShard(['r0'], 1);
  expect(records).toHaveLength(1);
  expect(quarantine.rows).toBe(0);
}, 60_000);

it('waits out a full queue without using up attempts', async () => {
  let refusals = 0;
  fixture.server.behave(({ path }) => {
    if (!isChat(path)) return { kind: 'json', body: {} };
    refusals += 1;
    return refusals < 4 ? { kind: 'json', status: 503, body: { error: { message: 'queue is full' } } } : scored;
  });
  const { records, quarantine } = await judgeShard(['r0'], 1);
  expect(records).toHaveLength(1);
  expect(quarantine.rows).toBe(0);
}, 60_000);
