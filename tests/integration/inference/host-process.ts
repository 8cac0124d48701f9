import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../../infra/embedded/processes/ports';
import { stopGroup } from '../../../infra/embedded/processes/process-group';
import { isAlive, type ProcessIdentity } from '../../../infra/embedded/processes/process-identity';
import { newProcessToken, spawnDetached } from '../../../infra/embedded/processes/spawn-detached';
import { projectRoot } from '../../../infra/embedded/project-root';
import { createInferenceHostClient, type InferenceHostClient } from '../../../src/clients/inference-host-client';

export interface HostProcess {
  client: InferenceHostClient;
  identity: ProcessIdentity;
  /** SIGKILL, as a power switch would: nothing of the host gets a chance to clean up. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** The compiled host in a process of its own, so that it can be killed while its model servers live on. */
export function hostProcessFactory(storeFolder: string, vllmCommand: string): () => Promise<HostProcess> {
  const entry = join(projectRoot(), 'dist', 'infra', 'inference', 'host', 'main.js');
  if (!existsSync(entry)) throw new Error(`${entry} is missing; run \`npm run build\` first`);
  const state = mkdtempSync(join(tmpdir(), 'srlm-host-state-'));
  const firstModelPort = freePort();
  return async () => {
    const port = await freePort();
    const identity = await spawnDetached({
      command: process.execPath,
      arguments: [entry],
      environment: {
        ...process.env,
        SRLM_INFERENCE_HOST_PORT: `${port}`,
        SRLM_INFERENCE_FIRST_PORT: `${await firstModelPort}`,
        SRLM_STORE: storeFolder,
        SRLM_INFERENCE_STATE: state,
        SRLM_VLLM_COMMAND: vllmCommand,
      },
      logFile: join(state, 'host.log'),
      token: newProcessToken(),
    });
    const client = createInferenceHostClient({ baseUrl: `http://127.0.0.1:${port}` });
    await untilHealthy(client, identity, join(state, 'host.log'));
    return {
      client,
      identity,
      async kill() {
        process.kill(identity.pid, 'SIGKILL');
        while (isAlive(identity)) await sleep(10);
      },
      stop: () => stopGroup(identity, 30_000),
    };
  };
}

async function untilHealthy(client: InferenceHostClient, identity: ProcessIdentity, log: string): Promise<void> {
  for (;;) {
    if (!isAlive(identity)) throw new Error(`The inference host ended; see ${log}`);
    try {
      return await client.health();
    } catch {
      await sleep(50);
    }
  }
}
