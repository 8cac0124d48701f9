import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { MockActivityEnvironment } from '@temporalio/testing';
import { z } from 'zod';
import {
  startFaultServer,
  type Behaviour,
  type FaultServer,
  type SeenRequest,
} from '../../../packages/vllm-client/tests/fault-server';
import { judgeResponse, type JudgeRequest } from '../../../src/activities/labelling/judge-response';
import { workOnShard } from '../../../src/activities/labelling/work-on-shard';
import { judgementRecordSchema, type JudgementRecord } from '../../../src/core/records';
import { createModelPools, type ModelPools } from '../../../src/serving/model-pools';
import type { ServedModel } from '../../../src/serving/served-model';
import { createFileSystemStore } from '../../../src/store/file-system-store';
import { createRecordedCalls } from '../../../src/store/recorded-calls';
import { temporaryFolder } from '../../temporary-folder';

const folder = temporaryFolder();
let server: FaultServer;
let pools: ModelPools;
let served: ServedModel;
let unit = 0;

beforeEach(async () => {
  server = await startFaultServer();
  pools = createModelPools((name) => name, 16);
  served = {
    digest: 'external:judge',
    servedName: 'judge',
    replicas: [{ url: server.url }],
    proof: { kind: 'assumed' },
  };
  unit += 1;
});
afterEach(async () => {
  await pools.close();
  await server.close();
});

/** Replies in turn to the chat calls; everything else (health) is fine. */
function replies(...texts: (string[] | Behaviour)[]): void {
  let next = 0;
  server.behave((request) => {
    if (request.path !== '/v1/chat/completions') return { kind: 'json', body: {} };
    const reply = texts[Math.min(next, texts.length - 1)];
    next += 1;
    if (reply === undefined) throw new Error('no reply is set');
    return Array.isArray(reply) ? { kind: 'json', body: completion(reply) } : reply;
  });
}

function completion(texts: string[], finishReason = 'stop') {
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

const chats = (): SeenRequest[] => server.requests.filter((request) => request.path === '/v1/chat/completions');

const request = (id: string, samples: number): JudgeRequest => ({
  judge: served,
  prompt: { id: 'p', text: 'Why is the sky blue?' },
  response: { id, text: 'Because of scattering.' },
  samples,
  sampling: { temperature: 0.7, topP: 0.9, maxTokens: 60 },
  seed: { run: '1', iteration: 1, attempt: 1, purpose: 'judgement' },
});

function judge(ids: string[], samples: number): Promise<JudgementRecord[]> {
  const store = createFileSystemStore(folder());
  const work = async () => {
    const { artifact } = await workOnShard<JudgementRecord>({
      store,
      pools,
      recordedCalls: createRecordedCalls(folder()),
      served,
      settings: { callsInFlight: 4 },
      output: `${unit}/judgements.jsonl`,
      calls: `${unit}/calls/judgements.jsonl`,
      journal: `${unit}/journal`,
      total: ids.length,
      work: async (runner, advance) => {
        const rows = [];
        for (const id of ids) {
          rows.push(...(await judgeResponse(runner, request(id, samples))));
          advance();
        }
        return rows;
      },
    });
    return store.readRows(artifact, judgementRecordSchema);
  };
  return new MockActivityEnvironment().run(work);
}

describe('judgeResponse', () => {
  it('asks for all K judgements in one call', async () => {
    replies(['Fine.\nScore: 4', 'Good.\nScore: 5', 'Poor.\nScore: 1']);
    const records = await judge(['r0'], 3);
    expect(records.map(({ outcome }) => outcome)).toEqual(
      [4, 5, 1].map((score) => ({ kind: 'scored', score, constrained: false })),
    );
    expect(chats()).toHaveLength(1);
    expect(chats()[0]?.body).toMatchObject({ n: 3 });
  });

  it('asks once more for a reply without a score, and keeps the second one', async () => {
    replies(['No verdict.'], ['Good.\nScore: 3']);
    const [record] = await judge(['r0'], 1);
    expect(record).toMatchObject({ attempt: 2, outcome: { kind: 'scored', score: 3, constrained: false } });
  });

  it('then makes it end in one digit, and marks the score as constrained', async () => {
    replies(['No verdict.'], ['Still none.'], ['2']);
    const [record] = await judge(['r0'], 1);
    expect(record).toMatchObject({
      attempt: 3,
      text: 'Still none.\nScore: 2',
      outcome: { kind: 'scored', score: 2, constrained: true },
    });
    expect(chats()[2]?.body).toMatchObject({
      structured_outputs: { choice: ['0', '1', '2', '3', '4', '5'] },
      continue_final_message: true,
      add_generation_prompt: false,
    });
  });

  it('leaves a judgement unparsed when all that fails, and never scores it', async () => {
    replies(['No verdict.'], ['Score: 9'], ['x']);
    const [record] = await judge(['r0'], 1);
    expect(record?.outcome.kind).toBe('unparsed');
  });

  it('has no judgement of a response that the judge refuses as too long', async () => {
    replies({
      kind: 'json',
      status: 400,
      body: {
        error: { message: "This model's maximum context length is 10 tokens", type: 'BadRequestError', code: 400 },
      },
    });
    await expect(judge(['r0'], 1)).resolves.toEqual([]);
    expect(chats()).toHaveLength(1);
  });

  it('never takes the text of an aborted generation for an answer', async () => {
    replies({ kind: 'json', body: completion(['Score: 5'], 'abort') }, ['Fine.\nScore: 2']);
    const [record] = await judge(['r0'], 1);
    expect(record?.outcome).toMatchObject({ kind: 'scored', score: 2 });
  });
});

describe('workOnShard', () => {
  it('makes no call again that an earlier attempt finished', async () => {
    replies(['Fine.\nScore: 4'], { kind: 'json', status: 401, body: { error: 'Unauthorized' } });
    await expect(judge(['r0', 'r1'], 1)).rejects.toThrow('401');
    expect(chats()).toHaveLength(2);
    replies(['Fine.\nScore: 3']);
    // The breaker of the first pool is open; a worker that starts again has a new one.
    await pools.close();
    pools = createModelPools((name) => name, 16);
    const records = await judge(['r0', 'r1'], 1);
    expect(records.map(({ outcome }) => outcome)).toEqual(
      [4, 3].map((score) => ({ kind: 'scored', score, constrained: false })),
    );
    expect(chats()).toHaveLength(3);
  });

  it('returns the artifact that is there without a call, and removes the journal when it is written', async () => {
    replies(['Fine.\nScore: 4']);
    const first = await judge(['r0'], 1);
    await expect(judge(['r0'], 1)).resolves.toEqual(first);
    expect(chats()).toHaveLength(1);
    await expect(readdir(join(folder(), String(unit)))).resolves.toEqual(['calls', 'judgements.jsonl']);
  });

  it('shows what it waits for when no replica is live', async () => {
    replies({ kind: 'reset' });
    server.behave({ kind: 'reset' });
    const environment = new MockActivityEnvironment();
    const seen = new Promise<string>((resolve) => {
      environment.on('heartbeat', (details: unknown) => {
        const { waitingFor } = z.looseObject({ waitingFor: z.string().nullable() }).parse(details);
        if (waitingFor !== null && waitingFor.includes('Unreachable')) resolve(waitingFor);
      });
    });
    const work = environment.run(() =>
      workOnShard<JudgementRecord>({
        store: createFileSystemStore(folder()),
        pools,
        recordedCalls: createRecordedCalls(folder()),
        served,
        settings: { callsInFlight: 1 },
        output: `${unit}/out.jsonl`,
        calls: `${unit}/calls/out.jsonl`,
        journal: `${unit}/journal`,
        total: 1,
        work: (runner) => judgeResponse(runner, request('r0', 1)),
      }),
    );
    await expect(seen).resolves.toContain(server.url);
    environment.cancel('CANCELLED');
    await expect(work).rejects.toThrow('CANCELLED');
  });
});
