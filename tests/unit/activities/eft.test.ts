import { MockActivityEnvironment } from '@temporalio/testing';
import { z } from 'zod';
import { buildEft } from '../../../src/activities/eft';
import { createInferenceHostClient } from '../../../src/clients/inference-host-client';
import { eftGroupSchema, type EftGroup } from '../../../src/core/records';
import { createFileSystemStore } from '../../../src/store/file-system-store';
import { createRecordedCalls } from '../../../src/store/recorded-calls';
import { temporaryFolder } from '../../temporary-folder';
import { completion } from './judging-fixture';
import { modelServer } from './model-server';

// Calls are flushed to disk before they count, which a busy machine makes slow.
jest.setTimeout(30_000);

const folder = temporaryFolder();
const chatSchema = z.looseObject({ messages: z.array(z.looseObject({ content: z.string() })) });
const { server, pools, served } = modelServer();

/** The judge agrees with people from its `from`th judgement of a reply on; the good one of two replies is ranked first. */
async function build(from: number): Promise<{ groups: EftGroup[]; judged: number }> {
  const asked = { good: 0, poor: 0 };
  server().behave(({ path, body }) => {
    if (path !== '/v1/chat/completions') return { kind: 'json', body: {} };
    const name = chatSchema.parse(body).messages[0]?.content.includes('A good reply.') ? 'good' : 'poor';
    asked[name] += 1;
    const isHigh = (name === 'good') === asked[name] >= from;
    return { kind: 'json', body: completion([`Score: ${isHigh ? 5 : 2}`]) };
  });
  const store = createFileSystemStore(folder());
  const replies = ['good', 'poor'].map((id, rank) => ({ id, text: `A ${id} reply.`, rank }));
  const input = {
    run: `from-${from}`,
    seed: 1,
    eft: await store.writeRows(`runs/from-${from}/seed/eft.jsonl`, [{ id: 'g', prompt: 'Why?', replies }]),
    judge: served('judge'),
    resamples: 4,
    sampling: { temperature: 0.7, topP: 0.9, maxTokens: 60 },
    calls: { callsInFlight: 2 },
  };
  const deps = {
    store,
    pools: pools(),
    recordedCalls: createRecordedCalls(folder()),
    inferenceHost: createInferenceHostClient({ baseUrl: server().url }),
  };
  const work = async () => store.readRows(await buildEft(deps, input), eftGroupSchema);
  const groups = await new MockActivityEnvironment().run<[], EftGroup[], typeof work>(work);
  return { groups, judged: asked.good + asked.poor };
}

const scores = ([group]: EftGroup[]) => group?.replies.map(({ judgement }) => judgement?.score ?? null);

it.each([
  ['are those of the first draw that agrees with people', 1, [5, 2], 2],
  ['are drawn again until they agree', 3, [5, 2], 6],
  ['are drawn four times at most, and then left out', 5, [null, null], 8],
])('judgements for EFT %s (methods section 1)', async (_, from, expected, judgements) => {
  const { groups, judged } = await build(from);
  expect(scores(groups)).toEqual(expected);
  expect(judged).toBe(judgements);
});
