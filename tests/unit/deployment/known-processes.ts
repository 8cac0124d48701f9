import { hostEnvironmentSchema } from '../../../infra/inference/host/configuration';
import { environmentSchema } from '../../../src/env';
import { read, type DeployedProcess } from './deployed-processes';

/** What a process reads of its environment, and where it says how it is. */
export interface KnownProcess {
  variables: readonly string[];
  /** As PORT/PATH, by its settings; null where nothing is asked by http. */
  healthOf: ((settings: DeployedProcess) => string[]) | null;
}

const written = ({ environment }: DeployedProcess, name: string): string => {
  const setting = environment.get(name);
  return setting && 'written' in setting ? setting.written : '';
};
const portOf = (address: string): string => address.split(':').at(-1) ?? '';

/** The fields of the trainer's settings: a prefix and the name, unless the field names its variable itself. */
function trainerVariables(): string[] {
  const settings = read('trainer/srlm_trainer/settings.py');
  const prefix = /env_prefix="(\w+)"/.exec(settings)?.[1] ?? '';
  return [...settings.matchAll(/^ {4}(\w+): .*$/gm)].map(
    ([line, field = '']) => /validation_alias="(\w+)"/.exec(line)?.[1] ?? `${prefix}${field.toUpperCase()}`,
  );
}

const trainer: KnownProcess = {
  variables: trainerVariables(),
  healthOf: (settings) => [`${written(settings, 'SRLM_TRAINER_PORT')}/healthz`],
};

/** By image. What images of others read is in their documentation; names that are not here have not been looked up. */
export const knownProcesses: Readonly<Record<string, KnownProcess>> = {
  'srlm-worker': {
    variables: [...Object.keys(environmentSchema({}).shape), 'SRLM_KEY_VLLM'],
    healthOf: (settings) => [`${portOf(written(settings, 'SRLM_METRICS_ADDRESS'))}/metrics`],
  },
  'srlm-trainer': trainer,
  'srlm-trainer-gpu': trainer,
  'srlm-inference-host': {
    variables: Object.keys(hostEnvironmentSchema.shape),
    healthOf: (settings) => [`${written(settings, 'SRLM_INFERENCE_HOST_PORT')}/healthz`],
  },
  'vllm/vllm-openai': {
    variables: ['HF_HUB_OFFLINE', 'VLLM_NO_USAGE_STATS', 'VLLM_API_KEY', 'MODEL_FOLDER'],
    healthOf: ({ words }) => {
      const port = words.find((word) => word.startsWith('--port='))?.slice('--port='.length);
      return [`${port}/health`, `${port}/metrics`];
    },
  },
  postgres: { variables: ['POSTGRES_USER', 'POSTGRES_PASSWORD'], healthOf: null },
  'temporalio/server': {
    variables: ['DB', 'DB_PORT', 'POSTGRES_SEEDS', 'POSTGRES_USER', 'POSTGRES_PWD', 'NUM_HISTORY_SHARDS', 'BIND_ON_IP'],
    healthOf: null,
  },
  'temporalio/admin-tools': {
    variables: [
      'SQL_PLUGIN',
      'SQL_HOST',
      'SQL_PORT',
      'SQL_USER',
      'SQL_PASSWORD',
      'TEMPORAL_ADDRESS',
      'TEMPORAL_NAMESPACE',
    ],
    healthOf: null,
  },
  'temporalio/ui': { variables: ['TEMPORAL_ADDRESS', 'TEMPORAL_CORS_ORIGINS'], healthOf: null },
};
