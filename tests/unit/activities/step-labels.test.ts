import { MockActivityEnvironment } from '@temporalio/testing';
import { z } from 'zod';
import type { FinishedShard } from '../../../src/activities/labelling/settle-shard';
import { labelSteps } from '../../../src/activities/step-labels';
import { writeStepRows } from '../../../src/activities/step-rows';
import { createInferenceHostClient } from '../../../src/clients/inference-host-client';
import { stepLabelsRecordSchema } from '../../../src/core/process/step-labels-record';
import type { Artifact } from '../../../src/core/records';
import { resolveRecipe } from '../../../src/recipes/recipe';
import { createFileSystemStore } from '../../../src/store/file-system-store';
import { createRecordedCalls } from '../../../src/store/recorded-calls';
import { runLayout } from '../../../src/store/run-layout';
import { temporaryFolder } from '../../temporary-folder';
import { completion } from './judging-fixture';
import { modelServer } from './model-server';

// Calls are flushed to disk before they count, which a busy machine makes slow.
jest.setTimeout(30_000);

const chatSchema = z.looseObject({
  n: z.int().default(1),
  seed: z.int(),
  messages: z.array(z.object({ role: z.string(), content: z.string() })),
});
type Chat = z.output<typeof chatSchema>;

const folder = temporaryFolder();
const { server, pools, served } = modelServer();

/** The problem asked of, and the beginning that is gone on from. */
const about = ({ messages: [asked, begun] }: Chat) => ({ prompt: asked?.content ?? '', prefix: begun?.content ?? '' });
const chats = () =>
  server().requests.flatMap(({ path, body }) => (path === '/v1/chat/completions' ? [chatSchema.parse(body)] : []));
const rollOuts = () => chats().filter(({ messages }) => messages.length > 1);

/** Answers as told; refuses after `failAfter` answers. */
function answer(reply: (chat: Chat) => string[], failAfter = Infinity): void {
  let answered = 0;
  server().behave(({ path, body }) => {
    if (path !== '/v1/chat/completions') return { kind: 'json', body: {} };
    if (answered >= failAfter) return { kind: 'json', status: 401, body: { error: { message: 'no' } } };
    answered += 1;
    return { kind: 'json', body: completion(reply(chatSchema.parse(body))) };
  });
}

const three = 'First 2.\n\nThen 3.\n\nSo 4.';
/** Solutions of three steps; after the second of them no roll-out reaches 4, after the first only the last one does. */
function solve(chat: Chat): string[] {
  const { prefix } = about(chat);
  if (prefix === '') return Array.from({ length: chat.n }, () => three);
  return Array.from({ length: chat.n }, (_, index) =>
    prefix === 'First 2.\n\n' && index === chat.n - 1 ? 'So 4.' : 'So 5.',
  );
}

const seed = [
  { id: 'a', prompt: 'Two and two?', response: '#### 4', tags: ['reasoning'] },
  { id: 'b', prompt: 'Why?', response: 'Because.', tags: ['reasoning'] },
  { id: 'c', prompt: 'Two and two again?', response: '4' },
];

function dependencies() {
  return {
    store: createFileSystemStore(folder()),
    pools: pools(),
    recordedCalls: createRecordedCalls(folder()),
    inferenceHost: createInferenceHostClient({ baseUrl: server().url }),
  };
}

async function label(run: string, settings: object = {}) {
  const deps = dependencies();
  const ift = await deps.store.writeRows(runLayout(run).seed('ift.jsonl'), seed);
  const { processRewardModel } = resolveRecipe({
    run,
    processRewardModel: { rollOuts: { solutions: 2, perPrefix: 3, ...settings } },
  });
  if (!processRewardModel) throw new Error('the recipe has none');
  const input = {
    run,
    seed: 1,
    model: served('m'),
    ift,
    shard: { index: 0, from: 0, to: seed.length },
    settings: processRewardModel.rollOuts,
    calls: { callsInFlight: 2 },
  };
  const work = () => labelSteps(deps, input);
  const { artifact } = await new MockActivityEnvironment().run<[], FinishedShard, typeof work>(work);
  const records = await deps.store.readRows(artifact, stepLabelsRecordSchema);
  const rows = (labels: Artifact = artifact) =>
    writeStepRows(deps, { run, from: { ift, labels: [labels], tag: input.settings.tag } });
  const counts = async () => {
    const written = await deps.store.find(runLayout(run).seed('step-label-counts.json'));
    return written && z.record(z.string(), z.number()).parse(JSON.parse(await deps.store.readText(written)));
  };
  return { deps, artifact, records, rows, counts };
}

describe('labelSteps (methods section 11.1)', () => {
  it('labels each step by roll-outs after it, and stops at the first wrong one', async () => {
    answer(solve);
    const { records, rows, counts, deps } = await label('any');
    expect(records.map(({ id }) => id)).toEqual(['a.s0.labels', 'a.s1.labels', 'c.s0.labels', 'c.s1.labels']);
    expect(records[0]).toMatchObject({
      steps: ['First 2.\n\n', 'Then 3.\n\n', 'So 4.'],
      labels: [1, 0],
      rollOuts: [
        { of: 3, reached: 1, cut: 0 },
        { of: 3, reached: 0, cut: 0 },
      ],
    });
    // The solution and the three samples of each of two prefixes.
    expect(records[0]?.callKeys).toHaveLength(1 + 2 * 3);
    expect(rollOuts().map(({ n }) => n)).toEqual(Array.from({ length: 2 * 2 * 2 }, () => 3));
    const written = await deps.store.readRows(await rows(), z.looseObject({}));
    expect(written[0]).toEqual({
      id: 'a.s0',
      prompt: [{ role: 'user', content: 'Two and two?' }],
      steps: ['First 2.\n\n', 'Then 3.\n\n', 'So 4.'],
      labels: [1, 0],
      weight: 1,
    });
    expect(await counts()).toEqual({
      prompts: 3,
      withoutAnswer: 1,
      unsolved: 0,
      solutions: 4,
      cut: 0,
      blank: 0,
      'too-many-steps': 0,
      'set-aside': 0,
      correctSteps: 4,
      wrongSteps: 4,
      rollOuts: 24,
      cutRollOuts: 0,
    });
  });

  it('takes a share of the roll-outs where the recipe says so, of problems of one tag', async () => {
    answer(solve);
    const { records } = await label('share', { threshold: 0.5, tag: 'reasoning' });
    expect(records.map(({ promptId, labels }) => [promptId, labels])).toEqual([
      ['a', [0]],
      ['a', [0]],
    ]);
    expect(rollOuts()).toHaveLength(2);
  });

  it('has the answer of the solution decide its last step, without a call', async () => {
    answer(({ n }) => ['So 4.', 'So 5.'].slice(0, n));
    const { records } = await label('last');
    expect(records.map(({ labels }) => labels)).toEqual([[1], [0], [1], [0]]);
    expect(rollOuts()).toEqual([]);
  });

  it('asks nothing again that an attempt before it recorded', async () => {
    answer(solve, 7);
    await expect(label('cut-off')).rejects.toThrow('401');
    const before = chats().length;
    answer(solve);
    const { artifact, records } = await label('cut-off');
    expect(records).toHaveLength(4);
    // Two calls for solutions and eight for roll-outs; of those under way as the first attempt ended two may be lost.
    expect(chats().length - before).toBeLessThanOrEqual(10 - 7 + 2);
    const asked = chats().length;
    expect((await label('cut-off')).artifact).toEqual(artifact);
    expect(chats()).toHaveLength(asked);
  });

  it('says why there is nothing to learn from', async () => {
    answer(({ n }) => Array.from({ length: n }, (_, index) => (index === 0 ? ' ' : three)));
    const { records, rows } = await label('none', { maxSteps: 2 });
    expect(records.map(({ unlabelled }) => unlabelled)).toEqual(['blank', 'too-many-steps', 'blank', 'too-many-steps']);
    await expect(rows()).rejects.toThrow('of 3 prompts of data.ift 1 have no known answer, and of 4 solutions');
  });
});
