import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startFaultServer, type FaultServer } from '../../../packages/vllm-client/tests/fault-server';
import { createActivities, type Activities } from '../../../src/activities/create-activities';
import type { InferenceServerStatus } from '../../../src/clients/inference-host-client';
import type { JobSpecification, JobStatus } from '../../../src/clients/trainer-contract';
import { createModelPools } from '../../../src/serving/model-pools';
import { createFileSystemStore } from '../../../src/store/file-system-store';
import { modelDigest } from '../../../src/store/model-digest';
import { createRecordedCalls } from '../../../src/store/recorded-calls';
import { answerTo } from './answer-to';

/** The real activities over engines that answer at once and always the same: what they leave is a whole run. */
export interface RecordingEngines {
  activities: Activities;
  /** Where the model server listens, for a model at an endpoint of its own. */
  url: string;
  /** The bodies of the chat calls so far, and the outputs of the training jobs. */
  readonly chats: readonly unknown[];
  readonly jobs: readonly string[];
  close(): Promise<void>;
}

export async function startRecordingEngines(root: string): Promise<RecordingEngines> {
  const server = await startFaultServer();
  const served = new Set<string>();
  const jobs: string[] = [];
  server.behave(({ path, body }) => ({
    kind: 'json',
    body: path === '/v1/models' ? { data: [...served].map((id) => ({ id })) } : answerTo(path, body),
  }));
  const pools = createModelPools(() => '', 16);
  const activities = createActivities({
    store: createFileSystemStore(root),
    recordedCalls: createRecordedCalls(root),
    pools,
    schedules: { offer: async () => undefined },
    commands: null,
    baseModelFolders: [],
    examplesFolder: join(__dirname, '..', '..', '..', 'examples', 'seed'),
    trainer: {
      put: (id, specification) => {
        jobs.push(specification.output);
        return train(root, id, specification);
      },
      get: () => Promise.reject(new Error('a job is done at once')),
      cancel: () => Promise.reject(new Error('a job is done at once')),
      unfinished: async () => [],
      events: async () => [],
      download: () => Promise.reject(new Error('nothing is downloaded')),
      health: async () => ({ status: 'ok', version: '0', engines: {}, device: 'cpu' }),
    },
    inferenceHost: {
      put: async (name, { model }) => {
        served.add(servedNameOf(model));
        return serverStatus(name, server, model);
      },
      get: async () => undefined,
      list: async () => [],
      stop: async () => undefined,
      health: async () => undefined,
    },
  });
  return {
    activities,
    url: server.url,
    jobs,
    get chats() {
      return server.requests.filter(({ path }) => path === '/v1/chat/completions').map(({ body }) => body);
    },
    async close() {
      await pools.close();
      await server.close();
    },
  };
}

/** A base model whose bytes are anything: nothing here computes with it. */
export async function writeBaseModel(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'config.json'), '{"model_type": "none"}\n');
  await writeFile(join(folder, 'model.safetensors'), Buffer.from([0, 1, 2, 250, 251, 252]));
}

const servedNameOf = ({ digest }: { digest: string }) => `m-${digest.slice(-8)}`;

function serverStatus(
  name: string,
  server: FaultServer,
  model: { name: string; digest: string },
): InferenceServerStatus {
  return {
    name,
    state: 'ready',
    url: server.url,
    servedModelName: servedNameOf(model),
    model,
    proof: { kind: 'name', value: servedNameOf(model) },
    strategy: 'reload',
    pid: null,
    error: null,
    startedAt: null,
    log: '',
  };
}

async function train(root: string, id: string, specification: JobSpecification): Promise<JobStatus> {
  const folder = join(root, specification.output);
  await writeBaseModel(folder);
  await writeFile(join(folder, 'model.safetensors'), createHash('sha256').update(id).digest());
  const extra = specification.objective === 'ppo' ? { rewardRise: 0.1 } : {};
  const numbers = { loss: 0.5, margin: 0.1, accuracy: 1, chosenLogp: -1, rejectedLogp: -2, kl: 0, gradientNorm: 1 };
  const metrics = { ...numbers, learningRate: 1e-6, tokens: 1, seconds: 1, extra };
  const { dataset, validation } = specification;
  const point = { step: 1, epoch: 1, loss: 0.5, margin: 0.1, accuracy: 1 };
  const measured = validation && { rows: validation.dataset.rows, rowsDropped: {}, bestStep: 1, points: [point] };
  return {
    id,
    state: 'succeeded',
    step: 1,
    totalSteps: 1,
    epoch: 1,
    metrics,
    checkpoint: null,
    error: null,
    result: {
      model: { path: specification.output, digest: await modelDigest(folder) },
      metrics: { ...metrics, rowsTrained: dataset.rows, rowsDropped: {}, validation: measured ?? null },
      outcome: 'completed',
      engines: { torch: '0', device: 'cpu' },
    },
    queuedAt: '',
    startedAt: null,
    updatedAt: '',
  };
}
