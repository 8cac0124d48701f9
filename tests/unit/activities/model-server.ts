import { startFaultServer, type FaultServer } from '../../../packages/vllm-client/tests/fault-server';
import { createModelPools, type ModelPools } from '../../../src/serving/model-pools';
import type { ServedModel } from '../../../src/serving/served-model';

/** A server that does as a test tells it, with pools that call it; new for each test of a file. */
export function modelServer() {
  let running: { server: FaultServer; pools: ModelPools } | undefined;
  beforeEach(async () => {
    running = { server: await startFaultServer(), pools: createModelPools((name) => name, 16) };
  });
  afterEach(async () => {
    await running?.pools.close();
    await running?.server.close();
    running = undefined;
  });
  const now = () => {
    if (!running) throw new Error('the server runs while a test does');
    return running;
  };
  return {
    server: () => now().server,
    pools: () => now().pools,
    served: (name: string): ServedModel => ({
      digest: `external:${name}`,
      servedName: name,
      replicas: [{ url: now().server.url }],
      proof: { kind: 'assumed' },
    }),
  };
}
