import { MockActivityEnvironment } from '@temporalio/testing';
import {
  startFaultServer,
  type Behaviour,
  type FaultServer,
  type SeenRequest,
} from '../../../packages/vllm-client/tests/fault-server';
import { judgeResponse, type JudgeRequest } from '../../../src/activities/labelling/judge-response';
import type { FinishedShard } from '../../../src/activities/labelling/settle-shard';
import { workOnShard, type CallSettings, type ShardWork } from '../../../src/activities/labelling/work-on-shard';
import { createInferenceHostClient } from '../../../src/clients/inference-host-client';
import { judgementRecordSchema, type JudgementRecord } from '../../../src/core/records';
import { createModelPools, type ModelPools } from '../../../src/serving/model-pools';
import type { ServedModel } from '../../../src/serving/served-model';
import { createFileSystemStore } from '../../../src/store/file-system-store';
import { createRecordedCalls } from '../../../src/store/recorded-calls';
import { runLayout } from '../../../src/store/run-layout';
import { temporaryFolder } from '../../temporary-folder';

/** A judge behind a server that misbehaves on demand, and shards of a run `a` (or another) that are judged by it. */
export function judgingFixture() {
  const folder = temporaryFolder();
  let server: FaultServer;
  let pools: ModelPools;
  let served: ServedModel;
  let shard = 0;

  beforeEach(async () => {
    server = await startFaultServer();
    pools = createModelPools((name) => name, 16, { breaker: { failures: 3, openMs: 100 } });
    served = {
      digest: 'external:judge',
      servedName: 'judge',
      replicas: [{ url: server.url }],
      proof: { kind: 'assumed' },
    };
    shard += 1;
  });
  afterEach(async () => {
    await pools.close();
    await server.close();
  });

  const request = (id: string, samples: number, rubric?: JudgeRequest['rubric']): JudgeRequest => ({
    rubric,
    judge: served,
    prompt: { id: 'p', text: 'Why is the sky blue?' },
    response: { id, text: `Because of scattering (${id}).` },
    samples,
    sampling: { temperature: 0.7, topP: 0.9, maxTokens: 60 },
    seed: { run: '1', iteration: 1, attempt: 1, purpose: 'judgement' },
  });

  const shardFolder = (run: string) => `${runLayout(run).root}/shard-${shard}`;

  function work(
    run: string,
    ids: string[],
    samples: number,
    { rubric, ...settings }: CallSettings & Pick<JudgeRequest, 'rubric'>,
  ): ShardWork<JudgementRecord> {
    return {
      store: createFileSystemStore(folder()),
      pools,
      recordedCalls: createRecordedCalls(folder()),
      inferenceHost: createInferenceHostClient({ baseUrl: server.url }),
      served,
      settings,
      output: `${shardFolder(run)}/judgements.jsonl`,
      calls: `${shardFolder(run)}/calls/judgements.jsonl`,
      journal: `${shardFolder(run)}/journal`,
      total: ids.length,
      work: async (runner, advance) => {
        const rows = [];
        for (const id of ids) {
          rows.push(...(await judgeResponse(runner, request(id, samples, rubric))));
          advance();
        }
        return rows;
      },
    };
  }

  return {
    folder,
    work,
    get server() {
      return server;
    },
    shardFolder: () => shardFolder('a'),
    chats: (): SeenRequest[] => server.requests.filter(({ path }) => path === '/v1/chat/completions'),
    /** Replies in turn to the chat calls; everything else (models, health) is fine. */
    replies: (...texts: (string[] | Behaviour)[]): void => {
      let next = 0;
      server.behave(({ path }) => {
        if (path !== '/v1/chat/completions') return { kind: 'json', body: {} };
        const reply = texts[Math.min(next, texts.length - 1)];
        next += 1;
        if (reply === undefined) throw new Error('no reply is set');
        return Array.isArray(reply) ? { kind: 'json', body: completion(reply) } : reply;
      });
    },
    judgeShard: async (
      ids: string[],
      samples: number,
      {
        run = 'a',
        ...settings
      }: { run?: string; callsInFlight?: number; reuse?: string } & Pick<JudgeRequest, 'rubric'> = {},
    ): Promise<FinishedShard & { records: JudgementRecord[] }> => {
      const shardWork = work(run, ids, samples, { callsInFlight: 4, ...settings });
      return new MockActivityEnvironment().run(async () => {
        const finished = await workOnShard(shardWork);
        return { ...finished, records: await shardWork.store.readRows(finished.artifact, judgementRecordSchema) };
      });
    },
    /** What a new worker has: it knows nothing of the replicas. */
    startAgain: async (): Promise<void> => {
      await pools.close();
      pools = createModelPools((name) => name, 16, { breaker: { failures: 3, openMs: 100 } });
    },
  };
}

export function completion(texts: string[], finishReason = 'stop') {
  return {
    id: 'x',
    model: 'judge',
    choices: texts.map((content, index) => ({
      index,
      message: { role: 'assistant', content },
      finish_reason: finishReason,
    })),
    usage: { prompt_tokens: 1, completion_tokens: texts.length },
  };
}
