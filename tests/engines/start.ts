import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { freePort } from '../../infra/embedded/processes/ports';
import { ensureTinyModel } from '../../infra/embedded/provision/ensure-models';
import { startStack } from '../../infra/embedded/stack';
import { resolveStackConfiguration } from '../../infra/embedded/stack-configuration';
import { createInferenceHostClient } from '../../src/clients/inference-host-client';
import { modelDigest } from '../../src/store/model-digest';

/** The server that the tests of vllm-client call. */
const CLIENT_TEST_SERVER = 'client-tests';

/**
 * Starts real Temporal, vLLM and trainer once for all tests that need engines, on free ports and in a temporary folder,
 * and tells the tests by environment variables where they are. Runs before the test processes are made.
 */
export default async function start(): Promise<void> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'srlm-engines-'));
  const report = (line: string) => void process.stderr.write(`  ${line}\n`);
  const metrics = [`127.0.0.1:${await freePort()}`, `127.0.0.1:${await freePort()}`];
  const [SRLM_METRICS_ADDRESS, SRLM_TEMPORAL_METRICS_ADDRESS] = metrics;
  // More threads only wait for each other on a model this small.
  const threads = { OMP_NUM_THREADS: '1' };
  const environment = { ...process.env, ...threads, SRLM_METRICS_ADDRESS, SRLM_TEMPORAL_METRICS_ADDRESS };
  const configuration = resolveStackConfiguration(environment, {
    dataFolder,
    report,
    ports: {
      temporal: await freePort(),
      temporalUi: await freePort(),
      inferenceHost: await freePort(),
      trainer: await freePort(),
      firstModel: await freePort(),
    },
  });
  const tinyModel = await ensureTinyModel(configuration);
  const stack = await startStack(configuration);
  globalThis.srlmTestStack = { stop: () => stack.stop(), dataFolder };

  Object.assign(process.env, {
    SRLM_DATA: dataFolder,
    SRLM_STORE: stack.storeFolder,
    SRLM_TEMPORAL_ADDRESS: stack.addresses.temporal,
    SRLM_UI_URL: stack.addresses.temporalUi,
    SRLM_TRAINER_URL: stack.addresses.trainer,
    SRLM_INFERENCE_HOST_URL: stack.addresses.inferenceHost,
    SRLM_TEST_VLLM_URL: await serveTinyModel(stack.addresses.inferenceHost, stack.storeFolder, tinyModel),
    SRLM_TEST_VLLM_MODEL: CLIENT_TEST_SERVER,
    // Not under the names that a worker reads: other stacks of the tests would want the same ports.
    SRLM_TEST_METRICS: metrics.map((address) => `http://${address}/metrics`).join(' '),
  });
}

async function serveTinyModel(inferenceHost: string, store: string, tinyModel: string): Promise<string> {
  const path = 'models/tiny';
  cpSync(tinyModel, join(store, path), { recursive: true });
  const host = createInferenceHostClient({ baseUrl: inferenceHost });
  const model = { name: 'tiny', path, digest: await modelDigest(join(store, path)) };
  await host.put(CLIENT_TEST_SERVER, { strategy: 'reload', model });
  for (;;) {
    const status = await host.get(CLIENT_TEST_SERVER);
    if (status?.state === 'ready') return status.url;
    if (status?.state === 'failed') throw new Error(`vLLM could not serve the tiny model: ${status.error}`);
    await setTimeout(500);
  }
}
