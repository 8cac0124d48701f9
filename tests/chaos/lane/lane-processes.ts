import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { request } from 'undici';
import { isTemporalHealthy, prepareNamespace } from '../../../infra/temporal/prepare-namespace';
import { temporalArguments } from '../../../infra/temporal/temporal-arguments';
import type { LanePorts } from './lane-ports';
import { SERVED_NAME } from './lane-recipe';
import { createManagedProcess, type ManagedProcess } from './managed-process';

const ROOT = join(__dirname, '../../..');
const STUB_ENGINE = join(ROOT, 'tests/chaos/stub-engine/main.mjs');

/** Where one run keeps everything; gone with the scenario unless it failed. */
export interface LaneFolders {
  data: string;
  store: string;
  engineLog: string;
  engineFaults: string;
  trainerLog: string;
  trainerState: string;
  model: string;
  staleModel: string;
  /** While it is there, the worker's writes fail with the error code that it holds. */
  diskFault: string;
}

export interface LaneProcesses {
  temporal: ManagedProcess;
  inferenceHost: ManagedProcess;
  trainer: ManagedProcess;
  workers: ManagedProcess[];
  replicas: ManagedProcess[];
  /** The same replicas with other weights. */
  staleReplicas: ManagedProcess[];
}

export function laneProcesses(temporal: string, folders: LaneFolders, ports: LanePorts): LaneProcesses {
  const environment: NodeJS.ProcessEnv = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    SRLM_METHODS: process.env.SRLM_METHODS,
    SRLM_STORE: folders.store,
    SRLM_TRAINER_PORT: `${ports.trainer}`,
    SRLM_TRAINER_STATE: folders.trainerState,
    SRLM_TRAINER_URL: `http://127.0.0.1:${ports.trainer}`,
    SRLM_INFERENCE_HOST_PORT: `${ports.inferenceHost}`,
    SRLM_INFERENCE_HOST_URL: `http://127.0.0.1:${ports.inferenceHost}`,
    SRLM_INFERENCE_FIRST_PORT: `${ports.firstModel}`,
    SRLM_INFERENCE_STATE: join(folders.data, 'inference'),
    SRLM_VLLM_COMMAND: STUB_ENGINE,
    SRLM_BASE_MODELS: folders.data,
    CHAOS_ENGINE_LOG: folders.engineLog,
    CHAOS_ENGINE_FAULTS: folders.engineFaults,
    CHAOS_TRAINER_LOG: folders.trainerLog,
  };
  const make = (
    name: string,
    [command, ...parameters]: [string, ...string[]],
    isReady: (log: string) => Promise<boolean> | boolean,
    more: NodeJS.ProcessEnv = {},
  ) =>
    createManagedProcess({
      name,
      command,
      arguments: parameters,
      environment: { ...environment, ...more },
      logFile: join(folders.data, 'logs', `${name}.log`),
      isReady,
    });
  const worker = (name: string, port: number) =>
    make(name, [process.execPath, join(ROOT, 'dist/src/worker.js')], (log) => log.includes('Working on task queue'), {
      SRLM_TEMPORAL_ADDRESS: `127.0.0.1:${port}`,
      CHAOS_DISK_FAULT: folders.diskFault,
      NODE_OPTIONS: `--require ${join(__dirname, 'failing-disk.cjs')}`,
    });
  const replica = (model: string) => (port: number) =>
    make(
      `replica-${port}`,
      [STUB_ENGINE, 'serve', model, '--served-model-name', SERVED_NAME, '--port', `${port}`],
      () => answers(`http://127.0.0.1:${port}/health`),
    );
  return {
    temporal: make(
      'temporal',
      [
        temporal,
        ...temporalArguments({
          dbFile: join(folders.data, 'temporal.db'),
          port: ports.temporal,
          uiPort: ports.temporalUi,
        }),
      ],
      () => isTemporalReady(ports.temporal),
    ),
    inferenceHost: make('inference-host', [process.execPath, join(ROOT, 'dist/infra/inference/host/main.js')], () =>
      answers(`http://127.0.0.1:${ports.inferenceHost}/healthz`),
    ),
    trainer: make('trainer', [process.execPath, join(ROOT, 'tests/chaos/stub-trainer/main.mjs')], () =>
      answers(`http://127.0.0.1:${ports.trainer}/healthz`),
    ),
    workers: [worker('worker-1', ports.temporalWire), worker('worker-2', ports.temporal)],
    replicas: ports.replicas.map(replica(folders.model)),
    staleReplicas: ports.replicas.map(replica(folders.staleModel)),
  };
}

async function isTemporalReady(port: number): Promise<boolean> {
  const address = `127.0.0.1:${port}`;
  if (!(await isTemporalHealthy(address))) return false;
  await prepareNamespace(address);
  return true;
}

async function answers(url: string): Promise<boolean> {
  try {
    const { statusCode, body } = await request(url, { headersTimeout: 2_000, bodyTimeout: 2_000 });
    await body.dump();
    return statusCode === 200;
  } catch {
    return false;
  }
}

/** Fails with the way out, rather than with a process that ends at its start. */
export function requireBuild(): void {
  if (!existsSync(join(ROOT, 'dist/src/workflows/bundle.js')))
    throw new Error('dist is not built; run `npm run build`');
}
