import { StalledError } from '../../../src/errors';
import { ReplicaPool } from '../../../src/pool/replica-pool';
import type { VllmClient } from '../../../src/vllm-client';
import { startFaultServer, type Behaviour, type FaultServer } from '../../fault-server';
import { gate } from '../../gate';
import { textReply } from '../../recorded-replies';

const STALL = { afterMs: 60, probeEveryMs: 10 };

let server: FaultServer;
let pool: ReplicaPool;

beforeEach(async () => {
  server = await startFaultServer();
  pool = new ReplicaPool({ replicas: [{ url: server.url }], stall: STALL, breaker: { failures: 3, openMs: 20 } });
});
afterEach(async () => {
  await pool.close();
  await server.close();
});

const ask = (client: VllmClient) => client.complete({ model: 'm', prompt: 'a' });

function behave(completions: Behaviour, metrics: () => Behaviour): void {
  server.behave(({ path }) => {
    if (path === '/metrics') return metrics();
    return path === '/v1/completions' ? completions : { kind: 'text', body: '' };
  });
}

function counters(tokens: number): Behaviour {
  return { kind: 'text', body: `vllm:prompt_tokens_total 5\nvllm:generation_tokens_total ${tokens}\n` };
}

test('calls on a replica whose counters stand still are cut, and it is proven before the next one', async () => {
  behave({ kind: 'never-replies' }, () => counters(7));
  await expect(pool.run(ask)).rejects.toThrow(StalledError);
  expect(pool.status()[0]).toMatchObject({ state: 'open', inFlight: 0 });
  expect(pool.status()[0]?.lastError).toMatch(/^StalledError: .*no reply and no token for 60 ms, 1 calls in flight/);
  behave({ kind: 'json', body: textReply('ok') }, () => counters(8));
  expect((await pool.run(ask)).choices[0]?.text).toBe('ok');
});

test('a server that counts generated tokens alone is watched as well', async () => {
  behave({ kind: 'never-replies' }, () => ({ kind: 'text', body: 'vllm:generation_tokens_total 7\n' }));
  await expect(pool.run(ask)).rejects.toThrow(StalledError);
});

test('calls on a replica that answers nothing at all are cut', async () => {
  behave({ kind: 'never-replies' }, () => ({ kind: 'reset' }));
  await expect(pool.run(ask)).rejects.toThrow(StalledError);
});

test.each<[string, (probe: number) => Behaviour]>([
  ['makes tokens', (probe) => counters(probe)],
  ['has no counters', () => ({ kind: 'json', status: 404, body: { error: { message: 'Not Found' } } })],
])('a slow call is left alone while the server %s', async (_case, metrics) => {
  const { opened, open } = gate();
  let probes = 0;
  behave({ kind: 'slow', until: opened, body: textReply('late') }, () => {
    probes += 1;
    if (probes === 20) open();
    return metrics(probes);
  });
  expect((await pool.run(ask)).choices[0]?.text).toBe('late');
  expect(probes).toBeGreaterThanOrEqual(20);
});
