import { UnreachableError } from '../../../src/errors';
import { ReplicaPool } from '../../../src/pool/replica-pool';
import type { ReplicaPoolOptions } from '../../../src/pool/replica-pool-options';
import type { VllmClient } from '../../../src/vllm-client';
import { startFaultServer, type FaultServer, type SeenRequest } from '../../fault-server';
import { textReply } from '../../recorded-replies';

export const BREAKER = { failures: 2, openMs: 15 };

const healthy = (request: SeenRequest) => request.path === '/health';

/** Two servers that misbehave on demand, and the pool over them that a test makes. */
export function poolFixture() {
  let servers: FaultServer[];
  let pool: ReplicaPool;

  beforeEach(async () => {
    servers = await Promise.all([startFaultServer(), startFaultServer()]);
  });
  afterEach(async () => {
    await pool.close();
    await Promise.all(servers.map((each) => each.close()));
  });

  return {
    servers: () => servers,
    server(this: void, index: number): FaultServer {
      const found = servers[index];
      if (!found) throw new Error(`there is no server ${index}`);
      return found;
    },
    makePool(this: void, options: Partial<ReplicaPoolOptions> = {}): ReplicaPool {
      pool = new ReplicaPool({ replicas: servers.map(({ url }) => ({ url })), breaker: BREAKER, ...options });
      return pool;
    },
    states: () => pool.status().map(({ state }) => state),
  };
}

export const ask = (client: VllmClient) => client.complete({ model: 'm', prompt: 'a' });
export const fail = (client: VllmClient) => Promise.reject(new UnreachableError('gone', { baseUrl: client.baseUrl }));

/** Makes a server fail every call but answer canaries. */
export function failCalls(target: FaultServer): void {
  target.behave((request) => (healthy(request) ? { kind: 'text', body: '' } : { kind: 'reset' }));
}

/** Makes a server answer everything. */
export function answerCalls(target: FaultServer): void {
  target.behave((request) => (healthy(request) ? { kind: 'text', body: '' } : { kind: 'json', body: textReply('ok') }));
}

/** Waits until a condition holds, in turns of the event loop. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
}
