import { join, resolve } from 'node:path';
import { z } from 'zod';

const port = (fallback: number) => z.coerce.number().int().min(1).max(65_535).default(fallback);

const environmentSchema = z.object({
  SRLM_DATA: z.string().min(1).default('.srlm').describe('Folder for everything the embedded engines keep.'),
  SRLM_STORE: z
    .string()
    .min(1)
    .optional()
    .describe('Root of the artifact store; "store" in the data folder by default.'),
  SRLM_TEMPORAL_PORT: port(7233),
  SRLM_TEMPORAL_UI_PORT: port(8233),
  SRLM_INFERENCE_HOST_PORT: port(7300),
  SRLM_TRAINER_PORT: port(7301),
  SRLM_INFERENCE_FIRST_PORT: port(7310),
  SRLM_CODEC_PORT: port(8234),
  SRLM_ENCRYPTION_KEYS_FILE: z.string().min(1).optional(),
});

export interface StackPorts {
  temporal: number;
  temporalUi: number;
  inferenceHost: number;
  trainer: number;
  firstModel: number;
  codec: number;
}

export type StackPart = 'temporal' | 'inference host' | 'trainer' | 'codec endpoint' | 'worker';

export interface StackConfiguration {
  dataFolder: string;
  storeFolder: string;
  ports: StackPorts;
  /** Tests and people who run their own worker leave parts out. */
  parts: readonly StackPart[];
  /** With it the histories are encrypted, and the Web UI gets an endpoint that decrypts. */
  encryptionKeysFile: string | undefined;
  environment: NodeJS.ProcessEnv;
  report: (line: string) => void;
}

export interface StackOverrides {
  dataFolder?: string;
  ports?: Partial<StackPorts>;
  parts?: readonly StackPart[];
  report?: (line: string) => void;
}

export const ALL_PARTS: readonly StackPart[] = ['temporal', 'inference host', 'trainer', 'worker'];

export function resolveStackConfiguration(
  environment: NodeJS.ProcessEnv,
  overrides: StackOverrides = {},
): StackConfiguration {
  const parsed = environmentSchema.safeParse(environment);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`The environment cannot be used: ${problems.join('; ')}`);
  }
  const settings = parsed.data;
  const keysFile = settings.SRLM_ENCRYPTION_KEYS_FILE;
  const dataFolder = resolve(overrides.dataFolder ?? settings.SRLM_DATA);
  return {
    dataFolder,
    storeFolder: resolve(settings.SRLM_STORE ?? join(dataFolder, 'store')),
    ports: {
      temporal: settings.SRLM_TEMPORAL_PORT,
      temporalUi: settings.SRLM_TEMPORAL_UI_PORT,
      inferenceHost: settings.SRLM_INFERENCE_HOST_PORT,
      trainer: settings.SRLM_TRAINER_PORT,
      firstModel: settings.SRLM_INFERENCE_FIRST_PORT,
      codec: settings.SRLM_CODEC_PORT,
      ...overrides.ports,
    },
    parts: overrides.parts ?? (keysFile === undefined ? ALL_PARTS : [...ALL_PARTS, 'codec endpoint']),
    encryptionKeysFile: keysFile === undefined ? undefined : resolve(keysFile),
    environment,
    report: overrides.report ?? (() => {}),
  };
}

export interface StackAddresses {
  temporal: string;
  temporalUi: string;
  inferenceHost: string;
  trainer: string;
  codec: string;
}

export function stackAddresses(ports: StackPorts): StackAddresses {
  return {
    temporal: `127.0.0.1:${ports.temporal}`,
    temporalUi: `http://127.0.0.1:${ports.temporalUi}`,
    inferenceHost: `http://127.0.0.1:${ports.inferenceHost}`,
    trainer: `http://127.0.0.1:${ports.trainer}`,
    codec: `http://127.0.0.1:${ports.codec}`,
  };
}
