import { EventEmitter, on } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { z } from 'zod';
import { startFaultServer, type FaultServer } from '../../../packages/vllm-client/tests/fault-server';
import { releaseServers, serveModel, type ServingDependencies } from '../../../src/activities/serving';
import { createInferenceHostClient } from '../../../src/clients/inference-host-client';
import type { ModelReference } from '../../../src/core/records';
import { resolveRecipe } from '../../../src/recipes/recipe';
import { servingSchema } from '../../../src/recipes/sections';
import { createModelPools, type ModelPools } from '../../../src/serving/model-pools';
import type { ServedModel } from '../../../src/serving/served-model';
import { createFileSystemStore } from '../../../src/store/file-system-store';
import { modelDigest } from '../../../src/store/model-digest';
import { runLayout } from '../../../src/store/run-layout';
import { temporaryFolder } from '../../temporary-folder';

const folder = temporaryFolder();

/** What a warning of old weights says. */
const warningSchema = z.object({ model: z.string(), answersAs: z.string(), servers: z.array(z.string()) });
let server: FaultServer;
let pools: ModelPools;
let deps: ServingDependencies;
beforeEach(async () => {
  server = await startFaultServer();
  pools = createModelPools((name) => name, 1, { breaker: { failures: 1, openMs: 50 } });
  const inferenceHost = createInferenceHostClient({ baseUrl: server.url });
  deps = { store: createFileSystemStore(folder()), pools, inferenceHost };
});
afterEach(async () => {
  await pools.close();
  await server.close();
});

async function storedModel(name: string): Promise<ModelReference> {
  const path = runLayout('a').model(name);
  mkdirSync(join(folder(), path), { recursive: true });
  writeFileSync(join(folder(), path, 'model.safetensors'), `weights of ${name}`);
  const digest = await modelDigest(join(folder(), path));
  const model = { name, digest, path, parent: null, madeBy: 'sft' as const };
  await deps.store.writeJson(runLayout('a').modelReference(name), model);
  return model;
}

/** Serves a model from the fixed server; `until` settles with what is waited for once that includes a text. */
function serveFixed(model: ModelReference) {
  const serving = servingSchema.parse({ strategy: 'static', endpoints: [{ url: server.url, model: 'wanted' }] });
  const warnings: object[] = [];
  const logger = new DefaultLogger('WARN', ({ meta }) => warnings.push(warningSchema.parse(meta)));
  const environment = new MockActivityEnvironment({}, { logger });
  const heartbeats = new EventEmitter();
  environment.on('heartbeat', (details: unknown) => {
    heartbeats.emit('wait', z.looseObject({ waitingFor: z.string() }).parse(details).waitingFor);
  });
  const work = () => serveModel(deps, { run: 'a', model, base: model, serving });
  return {
    environment,
    warnings,
    served: environment.run<[], ServedModel, typeof work>(work),
    until: async (text: string): Promise<string> => {
      for await (const [said] of on(heartbeats, 'wait')) {
        const waitingFor = z.string().parse(said);
        if (waitingFor.includes(text)) return waitingFor;
      }
      throw new Error('no heartbeat came');
    },
  };
}

it('says which name it waits for when a server of a fixed list serves another', async () => {
  server.behave({ kind: 'json', body: { object: 'list', data: [{ id: 'another', object: 'model' }] } });
  const { environment, served, until } = serveFixed(await storedModel('M1'));
  await expect(until('another')).resolves.toMatch(/no live replica .*expected the name wanted, found another/);
  environment.cancel();
  await expect(served).rejects.toThrow('CANCELLED');
});

it('warns where a server of a fixed list still answers as another model did', async () => {
  let logprob = -1.5;
  server.behave(({ path }) => {
    if (path === '/v1/models')
      return { kind: 'json', body: { object: 'list', data: [{ id: 'wanted', object: 'model' }] } };
    if (path === '/version') return { kind: 'json', body: { version: '0' } };
    const choice = { index: 0, text: '', finish_reason: 'length', prompt_logprobs: [null, { 7: { logprob } }] };
    return { kind: 'json', body: { id: 'c', model: 'wanted', choices: [choice] } };
  });
  const serve = async (name: string) => {
    const { served, warnings } = serveFixed(await storedModel(name));
    const { fingerprint } = await served;
    return { logprobs: fingerprint?.logprobs, warnings };
  };
  await expect(serve('M1')).resolves.toEqual({ logprobs: [-1.5], warnings: [] });
  const warning = { model: 'M2', answersAs: 'M1', servers: [server.url] };
  await expect(serve('M2')).resolves.toEqual({ logprobs: [-1.5], warnings: [warning] });
  logprob = -2;
  await expect(serve('M3')).resolves.toEqual({ logprobs: [-2], warnings: [] });
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
