import { MockActivityEnvironment } from '@temporalio/testing';
import { z } from 'zod';
import { buildEft, writeAnchorRows } from '../../../src/activities/eft';
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
async function build(
  from: number,
  { given = [], run = `from-${from}`, ...changes }: { given?: object[]; run?: string; keepsGiven?: boolean } = {},
): Promise<{ groups: EftGroup[]; judged: number }> {
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
    run,
    seed: 1,
    eft: await store.writeRows(`runs/${run}/seed/eft.jsonl`, [...given, { id: 'g', prompt: 'Why?', replies }]),
    ...changes,
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

describe('a seed that is judged in part', () => {
  const judgement = (score: number) => ({ text: `By hand.\nScore: ${score}`, score });
  const replies = ['A good reply.', 'A poor reply.'].map((text, rank) => ({
    id: `r${rank}`,
    text,
    rank,
    judgement: judgement(4 - 3 * rank),
  }));
  const given = [{ id: 'by-hand', prompt: 'How?', replies }];

  it('keeps its judgements, and gets those that it has not (methods section 17, row 2)', async () => {
    const { groups, judged } = await build(1, { given, run: 'in-part', keepsGiven: true });
    expect(groups.map((group) => scores([group]))).toEqual([
      [4, 1],
      [5, 2],
    ]);
    expect(judged).toBe(2);
  });

  it('is judged as a whole where the recipe has the baseline do it', async () => {
    const { judged } = await build(1, { given, run: 'as-a-whole' });
    expect(judged).toBe(4);
  });
});

describe('the rows of M_1', () => {
  const ranked = (id: string, given: number[]) => ({
    id,
    prompt: 'Why?',
    replies: given.map((score, rank) => ({
      id: `r${rank}`,
      text: `Answer ${rank}.`,
      rank,
      judgement: { text: `Score: ${score}`, score },
    })),
  });
  const answers = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => ({ id, prompt: 'How?', response: 'So.' }));

  async function anchorRows(run: string, groups: object[], changes: { mix?: 'equal' } = {}) {
    const store = createFileSystemStore(folder());
    const { rows, counts } = await writeAnchorRows(
      { store },
      {
        run,
        seed: 1,
        ift: await store.writeRows(`runs/${run}/seed/ift.jsonl`, answers),
        eft: await store.writeRows(`runs/${run}/seed/eft.jsonl`, groups),
        modalScoreCap: 1,
        ...changes,
      },
    );
    const weighed = await store.readRows(rows, z.looseObject({ id: z.string(), weight: z.number() }));
    return { counts, weights: weighed.map(({ weight }) => weight) };
  }

  it('count once each, or each seed for half of all (methods section 17, row 3)', async () => {
    const groups = [ranked('g', [5, 1])];
    expect((await anchorRows('natural', groups)).weights).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
    const { weights } = await anchorRows('equal', groups, { mix: 'equal' });
    expect(weights).toEqual([...answers.map(() => 4 / 6), 2, 2]);
  });

  it.each([
    [
      'no judgement',
      [{ ...ranked('g', [5, 1]), replies: [0, 1].map((rank) => ({ id: `r${rank}`, text: 'So.', rank })) }],
    ],
    ['none that agrees with people', [ranked('g', [1, 5])]],
  ])('are refused where the seed has %s: nobody would be taught to judge', async (what, groups) => {
    const refused = anchorRows(`refused-${what.length}`, groups);
    await expect(refused).rejects.toMatchObject({ type: 'NoJudgements', nonRetryable: true });
    await expect(refused).rejects.toThrow('See eft.judgements');
  });
});
