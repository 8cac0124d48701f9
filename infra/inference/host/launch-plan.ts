import { withoutSecrets } from '../../embedded/processes/without-secrets';
import { delimiter, join } from 'node:path';
import { projectRoot } from '../../embedded/project-root';
import type { HostConfiguration } from './configuration';
import type { ServerRequest } from './contract';
import { resolveModelFolder } from './model-folder';
import { readModelShape } from './model-shape';
import { numberFormat } from './number-format';
import { servedModelName, versionedName } from './served-name';

export interface LaunchPlan {
  /** Two plans with the same key can be served by one process, after a reload or with another adapter. */
  key: string;
  /** Folder whose weights the request wants: the model itself, or the adapter. */
  folder: string;
  /** Folder and digest of the weights that a new process starts with. */
  startFolder: string;
  startDigest: string;
  startName: string;
  arguments: string[];
  environment: NodeJS.ProcessEnv;
}

const DEFAULT_MODEL_LENGTH = 2048;

const BATCHED_TOKENS = 4096;

/** Makes reloading in place exact where vLLM's own is not; see infra/inference/vllm-extension. */
const WORKER_EXTENSION = 'srlm_vllm.ExactReload';
const EXTENSION_FOLDER = join(projectRoot(), 'infra', 'inference', 'vllm-extension');

/** Turns a request into a command line. Flags that cost start-up time or need a compiler are off: this is the CPU default. */
export async function planLaunch(
  serverName: string,
  request: ServerRequest,
  port: number,
  configuration: HostConfiguration,
): Promise<LaunchPlan> {
  const start = request.strategy === 'lora' ? request.base : request.model;
  const folder = await resolveModelFolder(configuration.storeFolder, request.model.path, 'model.path');
  const startFolder = await resolveModelFolder(
    configuration.storeFolder,
    start.path,
    request.strategy === 'lora' ? 'base.path' : 'model.path',
  );
  const shape = await readModelShape(startFolder);
  const length = request.maxModelLength ?? DEFAULT_MODEL_LENGTH;
  const startName = request.strategy === 'lora' ? versionedName(start) : servedModelName(serverName, request);
  const weights = request.strategy === 'reload' ? 'any' : start.digest;
  return {
    key: [request.strategy, shape, startName, weights, length, WORKER_EXTENSION].join(' '),
    folder,
    startFolder,
    startDigest: start.digest,
    startName,
    arguments: [
      ['serve', startFolder, '--served-model-name', startName, '--host', '127.0.0.1', '--port', `${port}`],
      ['--max-model-len', `${length}`, '--dtype', numberFormat(), '--block-size', '32'],
      // vLLM 0.32 on a CPU ends its engine when the prefill of a seeded request is cut into chunks (it rewinds the
      // generator, which CPU generators cannot do), so that every prompt must fit into one step.
      ['--no-enable-chunked-prefill', '--max-num-batched-tokens', `${Math.max(length, BATCHED_TOKENS)}`],
      // Reloading in place is exact only without compilation, which would keep the old weights; it also starts faster.
      ['--enforce-eager', '--worker-extension-cls', WORKER_EXTENSION],
      // Otherwise the model's own generation_config.json would change what a request leaves out.
      ['--generation-config', 'vllm', '--shutdown-timeout', '5', '--disable-uvicorn-access-log'],
      request.strategy === 'lora' ? ['--enable-lora', '--max-loras', '2', '--max-lora-rank', '64'] : [],
      configuration.vllmArguments,
    ].flat(),
    environment: launchEnvironment(configuration.environment, request),
  };
}

function launchEnvironment(inherited: NodeJS.ProcessEnv, request: ServerRequest): NodeJS.ProcessEnv {
  return {
    VLLM_CPU_KVCACHE_SPACE: '2',
    // Threads pinned to cores would fight with a training job on a small machine.
    VLLM_CPU_OMP_THREADS_BIND: 'nobind',
    // On a CPU vLLM gives the model a process beside the engine's to bind its threads, unless this says otherwise; a server
    // reads it for nothing else. Without that process it starts in two thirds of the time.
    VLLM_ENABLE_V1_MULTIPROCESSING: '0',
    HF_HUB_OFFLINE: '1',
    VLLM_NO_USAGE_STATS: '1',
    ...withoutSecrets(inherited),
    VLLM_SERVER_DEV_MODE: '1',
    PYTHONPATH: [EXTENSION_FOLDER, inherited['PYTHONPATH']].filter((folder) => folder).join(delimiter),
    ...(request.strategy === 'lora' ? { VLLM_ALLOW_RUNTIME_LORA_UPDATING: '1' } : {}),
  };
}
