import { MockActivityEnvironment } from '@temporalio/testing';
import { z } from 'zod';
import { startFaultServer, type FaultServer } from '../../../packages/vllm-client/tests/fault-server';
import { walkSteps } from '../../../src/activities/walk-steps';
import { createInferenceHostClient } from '../../../src/clients/inference-host-client';
import { feedbackRecordSchema, type FeedbackRecord } from '../../../src/core/feedback-records';
import { processSchema } from '../../../src/recipes/process-section';
import { createModelPools } from '../../../src/serving/model-pools';
import type { ServedModel } from '../../../src/serving/served-model';
import { createFileSystemStore } from '../../../src/store/file-system-store';
import { createRecordedCalls } from '../../../src/store/recorded-calls';
import { temporaryFolder } from '../../temporary-folder';
import { completion } from './judging-fixture';

const chatSchema = z.object({
  n: z.number().default(1),
  messages: z.array(z.object({ role: z.string(), content: z.string() })),
  stop: z.array(z.string()).optional(),
});
type Chat = z.output<typeof chatSchema>;

/** How far the asked solution is: every step here begins with its number. */
const stepsIn = ({ messages }: Chat) => messages[1]?.content.match(/Candidate/g)?.length ?? 0;
const asksWhetherCorrect = ({ messages }: Chat) => messages[0]?.content.includes('Is the step correct?') ?? false;
const comparesSteps = ({ messages }: Chat) => messages[0]?.content.includes('<answer-step-a>') ?? false;

/** Six candidates, all of them the last step at the third. */
const candidates = (chat: Chat) =>
  Array.from({ length: chat.n }, (_, index) => `Candidate ${index}.${stepsIn(chat) < 2 ? '\n\n' : ''}`);

/** The candidate with the smaller number wins in both orders. */
function honest({ messages }: Chat): string {
  const [, a = '', b = ''] = /answer-step-a>\nCandidate (\d)[^]*answer-step-b>\nCandidate (\d)/.exec(
    messages[0]?.content ?? '',
  ) ?? ['', '', ''];
  return `Winner: ${a < b ? 'A' : 'B'}`;
}

/** Holds every step correct with 0.9 but candidate 0, with 0.1. */
function labels({ messages }: Chat): object {
  const question = messages[0]?.content ?? '';
  const odds = /<answer-step>\nCandidate 0/.test(question) ? -Math.log(9) : Math.log(9);
  const forA = question.includes('A: it is correct.') ? odds : -odds;
  const top = [
    { token: 'A', logprob: forA },
    { token: 'B', logprob: 0 },
  ];
  const content = [{ ...top[0], top_logprobs: top }];
  const message = { role: 'assistant', content: 'A' };
  return {
    id: 'x',
    model: 'm',
    choices: [{ index: 0, message, finish_reason: 'stop', logprobs: { content } }],
    usage: { prompt_tokens: 1, completion_tokens: 1 },
  };
}

const folder = temporaryFolder();
let server: FaultServer;
let run = 0;
beforeEach(async () => {
  server = await startFaultServer();
  run += 1;
});
afterEach(() => server.close());

/** Answers as told; each answer that was given is kept. After `failAfter` answers the server refuses. */
function answer(judge: (chat: Chat) => string, failAfter = Infinity, write = candidates): { answered: string[] } {
  const answered: string[] = [];
  server.behave(({ path, body }) => {
    if (path !== '/v1/chat/completions') return { kind: 'json', body: {} };
    if (answered.length >= failAfter) return { kind: 'json', status: 401, body: { error: { message: 'no' } } };
    answered.push(JSON.stringify(body));
    const chat = chatSchema.parse(body);
    if (asksWhetherCorrect(chat)) return { kind: 'json', body: labels(chat) };
    return { kind: 'json', body: completion(comparesSteps(chat) ? [judge(chat)] : write(chat)) };
  });
  return { answered };
}

/** One attempt of the activity over a shard of `prompts` questions, with what a new worker has. */
async function walk(prompts: number, process: z.input<typeof processSchema> = {}): Promise<FeedbackRecord[]> {
  const store = createFileSystemStore(folder());
  const pools = createModelPools((name) => name, 16, { breaker: { failures: 3, openMs: 100 } });
  const policy: ServedModel = {
    digest: `sha256:${'a'.repeat(64)}`,
    servedName: 'm',
    replicas: [{ url: server.url }],
    proof: { kind: 'assumed' },
  };
  const rows = Array.from({ length: prompts }, (_, index) => ({ id: `q${index}`, text: `${index} + ${index}?` }));
  const artifact = await store.writeRows(`runs/walk-${run}/prompts.jsonl`, rows);
  const deps = {
    store,
    pools,
    recordedCalls: createRecordedCalls(folder()),
    inferenceHost: createInferenceHostClient({ baseUrl: server.url }),
  };
  try {
    return await new MockActivityEnvironment().run(async () => {
      const walked = await walkSteps(deps, {
        run: `walk-${run}`,
        iteration: 1,
        attempt: 1,
        seed: 1,
        shard: { index: 0, from: 0, to: prompts },
        prompts: artifact,
        calls: { callsInFlight: 4 },
        policy,
        process: processSchema.parse(process),
        judging: { temperature: 0, topP: 1, maxTokens: 60 },
      });
      expect(walked.responses.rows).toBe(0);
      return store.readRows(walked.artifact, feedbackRecordSchema);
    });
  } finally {
    await pools.close();
  }
}

const chats = () =>
  server.requests.flatMap(({ path, body }) => (path === '/v1/chat/completions' ? [chatSchema.parse(body)] : []));
const of = (records: FeedbackRecord[], promptId: string) => records.filter((record) => record.promptId === promptId);

describe('walkSteps (methods section 11.2)', () => {
  it('makes 6 samples and 30 comparisons a step, and a pair of the best and the worst', async () => {
    answer(honest);
    const records = await walk(2);
    const sampling = chats().filter((chat) => !comparesSteps(chat));
    // Two questions of three steps.
    expect(sampling.map(({ n }) => n)).toEqual(Array.from({ length: 6 }, () => 6));
    expect(chats().filter(comparesSteps)).toHaveLength(2 * 3 * 30);
    const [solution, ...pairs] = of(records, 'q0');
    expect(solution).toMatchObject({ kind: 'solution', steps: 3, status: 'finished', rollBacks: [] });
    expect(pairs).toMatchObject(
      ['', 'Candidate 0.\n\n', 'Candidate 0.\n\nCandidate 0.\n\n'].map((prefix, index) => ({
        kind: 'step-pair',
        step: index + 1,
        prefix,
        chosen: `Candidate 0.${index < 2 ? '\n\n' : ''}`,
        rejected: `Candidate 5.${index < 2 ? '\n\n' : ''}`,
        wins: { chosen: 10, rejected: 0 },
      })),
    );
    // Two samples, and the 9 comparisons that either took part in, in both orders.
    const keys = records.flatMap((record) => (record.kind === 'step-pair' ? [record.callKeys.length] : []));
    expect(keys).toEqual(Array.from({ length: 6 }, () => 2 + 2 * 9));
  });

  it('goes on from the steps before, in the shape of a reply that has begun', async () => {
    answer(honest);
    await walk(1);
    const bodies = server.requests.flatMap(({ body }) => (chatSchema.safeParse(body).data?.stop ? [body] : []));
    expect(bodies[0]).toMatchObject({ messages: [{ role: 'user', content: '0 + 0?' }], temperature: 0.5, top_p: 0.95 });
    expect(bodies[0]).not.toHaveProperty('continue_final_message');
    expect(bodies[1]).toMatchObject({
      messages: [{ role: 'user' }, { role: 'assistant', content: 'Candidate 0.\n\n' }],
      continue_final_message: true,
      add_generation_prompt: false,
      stop: ['\n\n', '\nStep '],
      include_stop_str_in_output: true,
    });
  });

  it('asks nothing again that an attempt before it recorded', async () => {
    const before = answer(honest, 70);
    await expect(walk(2)).rejects.toThrow('gave 401');
    const after = answer(honest);
    const records = await walk(2);
    const all = [...before.answered, ...after.answered];
    expect(before.answered).toHaveLength(70);
    // Calls that were answered while the attempt ended may be lost with it: never more than were in flight.
    expect(all.length).toBeGreaterThanOrEqual(2 * 3 * 31);
    expect(all.length - 2 * 3 * 31).toBeLessThanOrEqual(4);
    expect(records.filter(({ kind }) => kind === 'step-pair')).toHaveLength(6);
    const asked = after.answered.length;
    expect(await walk(2)).toEqual(records);
    expect(after.answered).toHaveLength(asked);
  });

  it('rolls back over a judge that always says A, as often as the recipe allows', async () => {
    answer(() => 'Winner: A');
    const records = await walk(1, { width: 2, rollBacks: 3 });
    expect(records).toEqual([
      expect.objectContaining({ status: 'roll-back-limit', steps: 0, rollBacks: ['tie', 'tie', 'tie'] }),
    ]);
    // The first time and three times again: a call for the two steps, and two comparisons.
    expect(chats()).toHaveLength(4 * 3);
  });

  it('ends at the limit of steps', async () => {
    answer(honest);
    const records = await walk(1, { width: 2, maxSteps: 1 });
    expect(records[0]).toMatchObject({ status: 'step-limit', steps: 1 });
    expect(chats()).toHaveLength(3);
  });

  it('is finished when the model has nothing to add, and compares nothing then', async () => {
    answer(honest, Infinity, (chat) =>
      Array.from({ length: chat.n }, (_, index) => (stepsIn(chat) === 0 ? `Candidate ${index}.\n\n` : '')),
    );
    const records = await walk(1, { width: 2 });
    expect(records[0]).toMatchObject({ status: 'finished', steps: 1 });
    expect(chats()).toHaveLength(4);
  });

  it('asks how probable each next step is where the recipe says so, and vetoes (methods section 11.3)', async () => {
    answer(honest);
    const records = await walk(1, { width: 3, maxSteps: 1, stepReward: {} });
    expect(chats().filter(asksWhetherCorrect)).toHaveLength(3 * 2);
    const [, pair] = records;
    // Candidate 0 wins all four of its comparisons, but is probably wrong.
    expect(pair).toMatchObject({ chosen: 'Candidate 1.\n\n', rejected: 'Candidate 2.\n\n' });
    if (pair?.kind !== 'step-pair') throw new Error('no pair');
    expect(pair.wins).toEqual({ chosen: 2, rejected: 0 });
    expect(pair.probabilities?.chosen).toBeCloseTo(0.9, 12);
    expect(pair.scores?.chosen).toBeCloseTo(0.5 * 0.5 + 0.5 * 0.9, 8);
    // Two samples, the two calls about each, and three comparisons in both orders.
    expect(pair.callKeys).toHaveLength(2 + 2 * 2 + 3 * 2);
  });
});
