import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MockActivityEnvironment } from '@temporalio/testing';
import { z } from 'zod';
import { startFaultServer } from '../../../packages/vllm-client/tests/fault-server';
import { releaseServers, serveModel, type ServingDependencies } from '../../../src/activities/serving';
import { createInferenceHostClient } from '../../../src/clients/inference-host-client';
import { resolveRecipe } from '../../../src/recipes/recipe';
import { servingSchema } from '../../../src/recipes/sections';
import { createModelPools } from '../../../src/serving/model-pools';
import { createFileSystemStore } from '../../../src/store/file-system-store';
import { modelDigest } from '../../../src/store/model-digest';
import { runLayout } from '../../../src/store/run-layout';
import { temporaryFolder } from '../../temporary-folder';

const folder = temporaryFolder();

it('says which name it waits for when a server of a fixed list serves another', async () => {
  const server = await startFaultServer();
  server.behave({ kind: 'json', body: { object: 'list', data: [{ id: 'another', object: 'model' }] } });
  const pools = createModelPools((name) => name, 1, { breaker: { failures: 1, openMs: 50 } });
  const path = 'runs/a/models/M1';
  mkdirSync(join(folder(), path), { recursive: true });
  writeFileSync(join(folder(), path, 'model.safetensors'), 'weights');
  const digest = await modelDigest(join(folder(), path));
  const model = { name: 'M1', digest, path, parent: null, madeBy: 'sft' as const };
  const deps: ServingDependencies = {
    store: createFileSystemStore(folder()),
    pools,
    inferenceHost: createInferenceHostClient({ baseUrl: server.url }),
  };
  const serving = servingSchema.parse({ strategy: 'static', endpoints: [{ url: server.url, model: 'wanted' }] });
  const environment = new MockActivityEnvironment();
  const said = new Promise<string>((resolve) => {
    environment.on('heartbeat', (details: unknown) => {
      const { waitingFor } = z.looseObject({ waitingFor: z.string() }).parse(details);
      if (waitingFor.includes('another')) resolve(waitingFor);
    });
  });
  const serve = environment.run(() => serveModel(deps, { run: 'a', model, base: model, serving }));
  await expect(said).resolves.toMatch(/no live replica .*expected the name wanted, found another/);
  environment.cancel();
  await expect(serve).rejects.toThrow('CANCELLED');
  await pools.close();
  await server.close();
});

it.each(['static', 'reload'] as const)(
  'ends a run with servers that are %s: only its own are stopped',
  async (strategy) => {
    const store = createFileSystemStore(folder());
    const endpoints = [{ url: 'http://vllm-0:8000', model: 'policy' }];
    await store.writeJson(
      runLayout(strategy).recipe,
      resolveRecipe({ run: strategy, serving: { strategy, endpoints } }),
    );
    const stopped: string[] = [];
    const host = createInferenceHostClient({ baseUrl: 'http://127.0.0.1:1' });
    const inferenceHost = { ...host, stop: async (run: string) => void stopped.push(run) };
    await releaseServers({ store, inferenceHost }, { run: strategy });
    expect(stopped).toEqual(strategy === 'static' ? [] : ['reload']);
  },
);
