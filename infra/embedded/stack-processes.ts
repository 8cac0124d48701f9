import { existsSync, openSync, closeSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isTemporalHealthy, prepareNamespace } from '../temporal/prepare-namespace';
import { temporalArguments } from '../temporal/temporal-arguments';
import type { ProcessSpecification } from './process-specification';
import { answersOk } from './processes/answers-ok';
import { withoutSecrets } from './processes/without-secrets';
import { projectRoot } from './project-root';
import { stackAddresses, type StackConfiguration, type StackPart } from './stack-configuration';

export interface StackExecutables {
  temporal: string;
  vllm: string;
  trainerPython: string;
}

const WORKER_READY_LINE = 'Working on task queue';

export const inferenceStateFolder = (dataFolder: string): string => join(dataFolder, 'inference');

/** How each part is started, known to be ready, and stopped. */
export function stackProcesses(
  configuration: StackConfiguration,
  executables: StackExecutables,
): ProcessSpecification[] {
  const { dataFolder, storeFolder, ports } = configuration;
  const root = projectRoot();
  const addresses = stackAddresses(ports);
  const inherited = { ...configuration.environment, SRLM_STORE: storeFolder, PYTHONUNBUFFERED: '1' };
  // Absolute, because the processes work in other folders than the person who typed it.
  const keysFile =
    configuration.encryptionKeysFile === undefined
      ? {}
      : { SRLM_ENCRYPTION_KEYS_FILE: configuration.encryptionKeysFile };
  const logFile = (name: string): string => join(dataFolder, 'logs', `${name}.log`);
  const all: Record<StackPart, Omit<ProcessSpecification, 'name'>> = {
    temporal: {
      command: executables.temporal,
      arguments: temporalArguments({
        dbFile: join(dataFolder, 'temporal.db'),
        port: ports.temporal,
        uiPort: ports.temporalUi,
        codecEndpoint: configuration.parts.includes('codec endpoint') ? addresses.codec : undefined,
      }),
      environment: withoutSecrets(inherited),
      folder: root,
      logFile: logFile('temporal'),
      port: { number: ports.temporal, variable: 'SRLM_TEMPORAL_PORT' },
      isReady: () => isTemporalHealthy(addresses.temporal),
      whenReady: () => prepareNamespace(addresses.temporal),
      readyWithinMs: 60_000,
      stopGraceMs: 15_000,
      leftover: 'adopt',
    },
    'inference host': {
      command: process.execPath,
      arguments: [join(root, 'dist', 'infra', 'inference', 'host', 'main.js')],
      environment: {
        ...withoutSecrets(inherited, ['SRLM_INFERENCE_TOKEN']),
        SRLM_INFERENCE_HOST_PORT: `${ports.inferenceHost}`,
        SRLM_INFERENCE_FIRST_PORT: `${ports.firstModel}`,
        SRLM_INFERENCE_STATE: inferenceStateFolder(dataFolder),
        SRLM_VLLM_COMMAND: configuration.environment.SRLM_VLLM_COMMAND ?? executables.vllm,
      },
      folder: root,
      logFile: logFile('inference-host'),
      port: { number: ports.inferenceHost, variable: 'SRLM_INFERENCE_HOST_PORT' },
      isReady: () => answersOk(`${addresses.inferenceHost}/healthz`),
      readyWithinMs: 30_000,
      // It waits for its model servers, each of which has a grace time of its own.
      stopGraceMs: 40_000,
      leftover: 'adopt',
    },
    trainer: {
      command: executables.trainerPython,
      arguments: ['-m', 'srlm_trainer'],
      environment: {
        ...withoutSecrets(inherited, ['SRLM_TRAINER_TOKEN']),
        SRLM_TRAINER_PORT: `${ports.trainer}`,
        SRLM_TRAINER_STATE: join(dataFolder, 'trainer'),
      },
      folder: join(root, 'infra', 'trainer'),
      logFile: logFile('trainer'),
      port: { number: ports.trainer, variable: 'SRLM_TRAINER_PORT' },
      isReady: () => answersOk(`${addresses.trainer}/healthz`),
      readyWithinMs: 120_000,
      stopGraceMs: 30_000,
      leftover: 'adopt',
    },
    'codec endpoint': {
      command: process.execPath,
      arguments: [join(root, 'bin', 'srlm.js'), 'codec'],
      environment: {
        ...withoutSecrets(inherited, ['SRLM_CODEC_TOKEN']),
        ...keysFile,
        SRLM_CODEC_PORT: `${ports.codec}`,
        SRLM_UI_URL: addresses.temporalUi,
      },
      folder: root,
      logFile: logFile('codec'),
      port: { number: ports.codec, variable: 'SRLM_CODEC_PORT' },
      isReady: () => answersOk(`${addresses.codec}/healthz`),
      readyWithinMs: 30_000,
      stopGraceMs: 5_000,
      leftover: 'replace',
    },
    worker: {
      command: process.execPath,
      arguments: [join(root, 'dist', 'src', 'worker.js')],
      environment: {
        ...inherited,
        ...keysFile,
        SRLM_TEMPORAL_ADDRESS: addresses.temporal,
        SRLM_UI_URL: addresses.temporalUi,
        SRLM_INFERENCE_HOST_URL: addresses.inferenceHost,
        SRLM_TRAINER_URL: addresses.trainer,
      },
      folder: root,
      logFile: logFile('worker'),
      port: undefined,
      isReady: (logOffset) => Promise.resolve(textFrom(logFile('worker'), logOffset).includes(WORKER_READY_LINE)),
      readyWithinMs: 120_000,
      stopGraceMs: 30_000,
      leftover: 'replace',
    },
  };
  return configuration.parts.map((name) => ({ name, ...all[name] }));
}

function textFrom(path: string, offset: number): string {
  if (!existsSync(path)) return '';
  const length = Math.max(0, statSync(path).size - offset);
  const file = openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(length);
    return buffer.toString('utf8', 0, readSync(file, buffer, 0, length, offset));
  } finally {
    closeSync(file);
  }
}
