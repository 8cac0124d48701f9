import { MockActivityEnvironment } from '@temporalio/testing';
import { z } from 'zod';
import { startFaultServer, type FaultServer } from '../../../packages/vllm-client/tests/fault-server';
import { critiqueResponses, type CritiqueResponsesInput } from '../../../src/activities/critique-responses';
import { createInferenceHostClient } from '../../../src/clients/inference-host-client';
import { feedbackRecordSchema, type FeedbackRecord } from '../../../src/core/feedback-records';
import { createModelPools } from '../../../src/serving/model-pools';
import { createFileSystemStore } from '../../../src/store/file-system-store';
import { createRecordedCalls } from '../../../src/store/recorded-calls';
import { temporaryFolder } from '../../temporary-folder';
import { prompt, response } from '../core/selection/candidates';
import { completion } from './judging-fixture';

const chatSchema = z.object({ messages: z.array(z.object({ content: z.string() })) });
const folder = temporaryFolder();
let server: FaultServer;
let run = 0;
beforeEach(async () => {
  server = await startFaultServer();
  run += 1;
});
afterEach(() => server.close());

/** Answers critiques by what the criticised text holds, and writes one safe revision. */
function answer(verdictOf: (content: string) => string): void {
  server.behave(({ path, body }) => {
    if (path !== '/v1/chat/completions') return { kind: 'json', body: {} };
    const content = chatSchema.parse(body).messages[0]?.content ?? '';
    return {
      kind: 'json',
      body: completion([content.includes('Revision request') ? 'A mild text.' : verdictOf(content)]),
    };
  });
}

const byText = (content: string) => (content.includes('wild') ? 'Quote: wild\nVerdict: unsafe' : 'Verdict: safe');
const calls = () => server.requests.filter(({ path }) => path === '/v1/chat/completions').length;

/** What is said of three responses to one prompt, of which a and c make the proposed pair. */
async function criticiseShard(
  texts: [a: string, b: string, c: string],
  changes: Partial<CritiqueResponsesInput> = {},
): Promise<FeedbackRecord[]> {
  const store = createFileSystemStore(folder());
  const pools = createModelPools((name) => name, 16);
  const root = `runs/safe-${run}`;
  const [a, b, c] = texts;
  const digest = `sha256:${'a'.repeat(64)}`;
  const pair = {
    id: 'p.p1',
    promptId: 'p',
    prompt: 'Prompt p',
    chosen: a,
    rejected: c,
    chosenId: 'a',
    rejectedId: 'c',
    chosenScore: 5,
    rejectedScore: 1,
    judgementIds: [],
    weight: 1,
    iteration: 1,
  };
  const responses = [response('a', { text: a }), response('b', { text: b }), response('c', { text: c })];
  const input: CritiqueResponsesInput = {
    run: `safe-${run}`,
    seed: 1,
    iteration: 1,
    attempt: 1,
    shard: { index: 0, from: 0, to: 1 },
    prompts: await store.writeRows(`${root}/prompts.jsonl`, [prompt('p')]),
    responses: await store.writeRows(`${root}/responses.jsonl`, responses),
    proposed: await store.writeRows(`${root}/proposed.jsonl`, [pair]),
    judge: { digest, servedName: 'm', replicas: [{ url: server.url }], proof: { kind: 'assumed' } },
    calls: { callsInFlight: 4 },
    promptKind: 'benign',
    critiques: 2,
    sampling: { temperature: 0.7, topP: 0.9, maxTokens: 60 },
    revising: { temperature: 0.7, topP: 0.9, maxTokens: 200 },
    ...changes,
  };
  const deps = {
    store,
    pools,
    recordedCalls: createRecordedCalls(folder()),
    inferenceHost: createInferenceHostClient({ baseUrl: server.url }),
  };
  try {
    return await new MockActivityEnvironment().run(async () => {
      const { artifact } = await critiqueResponses(deps, input);
      return store.readRows(artifact, feedbackRecordSchema);
    });
  } finally {
    await pools.close();
  }
}

const said = (records: FeedbackRecord[]) =>
  records.map((record) => (record.kind === 'critique' ? `${record.id} ${record.verdict}` : record.kind));

describe('critiqueResponses (methods section 12)', () => {
  it('makes two critiques of each side of a proposed pair, by two principles, and looks at nothing else', async () => {
    answer(byText);
    const records = await criticiseShard(['mild', 'wild', 'wild too']);
    expect(said(records)).toEqual(['a.c0 safe', 'a.c1 safe', 'c.c0 unsafe', 'c.c1 unsafe']);
    expect(records[2]).toMatchObject({ quote: 'wild', attempt: 1 });
    expect(new Set(records.flatMap((record) => ('principle' in record ? [record.principle] : [])))).toHaveProperty(
      'size',
      2,
    );
    expect(calls()).toBe(4);
  });

  it('looks at every response to a prompt that asks for harm', async () => {
    answer(byText);
    const records = await criticiseShard(['mild', 'wild', 'mild too'], { promptKind: 'red-team' });
    expect(said(records)).toHaveLength(6);
    expect(calls()).toBe(6);
  });

  it('revises what would be chosen where all are unsafe, and criticises the revision as well', async () => {
    answer(byText);
    const records = await criticiseShard(['wild', 'mild', 'wild too']);
    expect(said(records).slice(4)).toEqual(['revision', 'p.safe.c0 safe', 'p.safe.c1 safe']);
    expect(records[4]).toMatchObject({ responseId: 'a', critiqueId: 'a.c0', text: 'A mild text.' });
    expect(calls()).toBe(7);
  });

  it('asks once more for a reply without a verdict, and is then unsure', async () => {
    answer(() => 'I would rather not say.');
    const records = await criticiseShard(['mild', 'mild', 'mild too'], { critiques: 1 });
    expect(said(records)).toEqual(['a.c0 unsure', 'c.c0 unsure']);
    expect(records[0]).toMatchObject({ attempt: 2, quote: null });
    expect(calls()).toBe(4);
  });

  it('is unsure of what the server refuses to look at', async () => {
    server.behave(({ path }) =>
      path === '/v1/chat/completions'
        ? { kind: 'json', status: 400, body: { error: { message: 'too long' } } }
        : { kind: 'json', body: {} },
    );
    expect(said(await criticiseShard(['mild', 'mild', 'mild too'], { critiques: 1 }))).toEqual([
      'a.c0 unsure',
      'c.c0 unsure',
    ]);
  });
});
