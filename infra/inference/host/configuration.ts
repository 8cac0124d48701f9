import { join, resolve } from 'node:path';
import { z } from 'zod';

const port = z.coerce.number().int().min(1).max(65_535);
const words = z.string().transform((text) => text.split(/\s+/).filter((word) => word !== ''));

export const hostEnvironmentSchema = z.object({
  SRLM_INFERENCE_HOST_PORT: port.default(7300),
  SRLM_STORE: z.string({ error: 'must name the root folder of the artifact store' }).min(1),
  SRLM_INFERENCE_STATE: z.string({ error: 'must name a folder for state and logs' }).min(1),
  SRLM_INFERENCE_FIRST_PORT: port.default(7310).describe('Model servers take this port and the ones after it.'),
  SRLM_VLLM_COMMAND: z.string().min(1),
  SRLM_VLLM_ARGUMENTS: words.default([]).describe('Added after our own flags, so that they win.'),
  SRLM_INFERENCE_TOKEN: z.string().min(1).optional().describe('When set, every request but /healthz must carry it.'),
});

export interface HostConfiguration {
  port: number;
  storeFolder: string;
  stateFolder: string;
  firstModelPort: number;
  vllmCommand: string;
  vllmArguments: string[];
  token: string | undefined;
  timing: HostTiming;
  environment: NodeJS.ProcessEnv;
}

export interface HostTiming {
  pollIntervalMs: number;
  /** Waits before the first, second, ... new start after a failure; when they are used up, the server has failed. */
  restartDelaysMs: readonly number[];
  /** A server that was ready for this long starts with a fresh list of restart delays. */
  stableAfterMs: number;
  startWithinMs: number;
  stopGraceMs: number;
}

export const DEFAULT_TIMING: HostTiming = {
  pollIntervalMs: 500,
  restartDelaysMs: [1_000, 5_000, 15_000, 60_000, 60_000],
  stableAfterMs: 300_000,
  // The first start on a machine compiles Python files and may share two cores with a training job.
  startWithinMs: 900_000,
  stopGraceMs: 15_000,
};

export function readHostConfiguration(environment: NodeJS.ProcessEnv): HostConfiguration {
  const parsed = hostEnvironmentSchema.safeParse(environment);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The inference host cannot start with this environment: ${problems.join('; ')}`);
  }
  const settings = parsed.data;
  return {
    port: settings.SRLM_INFERENCE_HOST_PORT,
    storeFolder: resolve(settings.SRLM_STORE),
    stateFolder: resolve(settings.SRLM_INFERENCE_STATE),
    firstModelPort: settings.SRLM_INFERENCE_FIRST_PORT,
    vllmCommand: settings.SRLM_VLLM_COMMAND,
    vllmArguments: settings.SRLM_VLLM_ARGUMENTS,
    token: settings.SRLM_INFERENCE_TOKEN,
    timing: DEFAULT_TIMING,
    environment,
  };
}

export const logFileOf = (configuration: HostConfiguration, serverName: string): string =>
  join(configuration.stateFolder, 'logs', `${serverName}.log`);
