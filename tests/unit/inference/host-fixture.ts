import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { request } from 'undici';
import { freePort } from '../../../infra/embedded/processes/ports';
import type { HostConfiguration } from '../../../infra/inference/host/configuration';
import { startHost, type RunningHost } from '../../../infra/inference/host/start-host';
import {
  createInferenceHostClient,
  type InferenceHostClient,
  type InferenceServerStatus,
} from '../../../src/clients/inference-host-client';

export const digestOf = (letter: string): string => `sha256:${letter.repeat(64)}`;
export const modelRequest = (name: string, letter: string) => ({
  name,
  digest: digestOf(letter),
  path: `models/${name}`,
});

/** The smallest folder that passes for a model: one tensor, and the three files that define its shape. */
export function writeModelFolder(
  store: string,
  name: string,
  options: { hiddenSize?: number; files?: Record<string, string> } = {},
): void {
  const folder = join(store, 'models', name);
  mkdirSync(folder, { recursive: true });
  const size = options.hiddenSize ?? 4;
  const header = Buffer.from(JSON.stringify({ weight: { dtype: 'F32', shape: [size], data_offsets: [0, 4 * size] } }));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  writeFileSync(join(folder, 'model.safetensors'), Buffer.concat([length, header, Buffer.alloc(4 * size)]));
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ model_type: 'llama' }));
  writeFileSync(join(folder, 'tokenizer.json'), JSON.stringify({ model: { vocab: { a: 0 } } }));
  for (const [file, content] of Object.entries(options.files ?? {})) writeFileSync(join(folder, file), content);
}

export interface HostFixture {
  store: string;
  client: InferenceHostClient;
  host: RunningHost;
  configuration: HostConfiguration;
  close(): Promise<void>;
}

export async function startHostFixture(overrides: Partial<HostConfiguration> = {}): Promise<HostFixture> {
  const folder = mkdtempSync(join(tmpdir(), 'srlm-host-'));
  const store = join(folder, 'store');
  mkdirSync(store);
  const configuration: HostConfiguration = {
    port: await freePort(),
    storeFolder: store,
    stateFolder: join(folder, 'state'),
    firstModelPort: await freePort(),
    vllmCommand: join(__dirname, 'fake-vllm.mjs'),
    vllmArguments: [],
    token: undefined,
    timing: {
      pollIntervalMs: 20,
      restartDelaysMs: [10, 10],
      stableAfterMs: 60_000,
      startWithinMs: 20_000,
      stopGraceMs: 500,
    },
    environment: process.env,
    ...overrides,
  };
  const host = await startHost(configuration);
  const client = createInferenceHostClient({
    baseUrl: host.url,
    ...(configuration.token === undefined ? {} : { token: configuration.token }),
  });
  return {
    store,
    client,
    host,
    configuration,
    async close() {
      await host.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function untilState(
  client: InferenceHostClient,
  name: string,
  isReached: (status: InferenceServerStatus) => boolean,
  timeoutMs = 20_000,
): Promise<InferenceServerStatus> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const status = await client.get(name);
    if (status && isReached(status)) return status;
    if (Date.now() > deadline) throw new Error(`${name} is still ${JSON.stringify(status)}`);
    await sleep(20);
  }
}

/** The JSON that a model server itself answers. */
export async function readServer(url: string, path: string): Promise<unknown> {
  return (await request(`${url}${path}`)).body.json();
}

export const isReady = (status: InferenceServerStatus): boolean => status.state === 'ready';
