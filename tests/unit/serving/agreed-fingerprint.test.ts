import { startFaultServer, type FaultServer } from '../../../packages/vllm-client/tests/fault-server';
import { agreedFingerprint } from '../../../src/serving/agreed-fingerprint';
import { createModelPools, type ModelPools } from '../../../src/serving/model-pools';
import type { ServedModel } from '../../../src/serving/served-model';

let servers: FaultServer[];
let pools: ModelPools;

beforeEach(async () => {
  servers = await Promise.all([startFaultServer(), startFaultServer()]);
  pools = createModelPools(() => 'key', 8);
});
afterEach(async () => {
  await pools.close();
  await Promise.all(servers.map((server) => server.close()));
});

/** A server whose weights give the fixed text this log-probability. */
function holds(server: FaultServer | undefined, logprob: number): void {
  const choice = { index: 0, text: '', finish_reason: 'length', prompt_logprobs: [null, { 7: { logprob } }] };
  server?.behave({ kind: 'json', body: { id: 'c', model: 'm', choices: [choice] } });
}

function agreed(): Promise<number[]> {
  const replicas = servers.map(({ url }) => ({ url }));
  const served: ServedModel = { digest: 'sha256:1', servedName: 'm', replicas, proof: { kind: 'assumed' } };
  return agreedFingerprint(pools, served, {
    tolerance: 0.001,
    signal: new AbortController().signal,
    othersWithinMs: 50,
  });
}

it('is what every replica gives', async () => {
  for (const server of servers) holds(server, -1.5);
  await expect(agreed()).resolves.toEqual([-1.5]);
});

it('is refused with both addresses when one replica holds other weights', async () => {
  holds(servers[0], -1.5);
  holds(servers[1], -2);
  await expect(agreed()).rejects.toThrow(
    /127\.0\.0\.1:\d+ serves another model: expected the fingerprint of http.*0\.5 nats away/,
  );
});

it('does without a replica that fails, which is proven when it comes back', async () => {
  holds(servers[0], -1.5);
  servers[1]?.behave({ kind: 'json', status: 500, body: { error: { message: 'dead' } } });
  await expect(agreed()).resolves.toEqual([-1.5]);
});
