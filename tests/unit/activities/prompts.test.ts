import { MockActivityEnvironment } from '@temporalio/testing';
import { z } from 'zod';
import { collectPrompts, type CollectedPrompts, type CollectPromptsInput } from '../../../src/activities/prompts';
import { filterAcceptance } from '../../../src/core/prompts/filter-acceptance';
import { promptDiversitySchema } from '../../../src/core/prompts/prompt-diversity';
import { promptRecordSchema } from '../../../src/core/records';
import { createRandom } from '../../../src/core/seeds';
import { promptsSchema } from '../../../src/recipes/sections';
import { createFileSystemStore } from '../../../src/store/file-system-store';
import { iterationLayout, runLayout } from '../../../src/store/run-layout';
import { temporaryFolder } from '../../temporary-folder';
import { completion } from './judging-fixture';
import { modelServer } from './model-server';

const folder = temporaryFolder();
const WORDS = 'harbour seven quiet bread winter engine lemon forest letter planet copper music river candle'.split(' ');
const messagesSchema = z.looseObject({ seed: z.int(), messages: z.array(z.looseObject({ content: z.string() })) });
const { server, pools, served } = modelServer();

beforeEach(() =>
  server().behave(({ path, body }) => {
    if (path !== '/v1/chat/completions') return { kind: 'json', body: {} };
    const { seed, messages } = messagesSchema.parse(body);
    const random = createRandom(seed + (messages[0]?.content.length ?? 0));
    const words = random.shuffle(WORDS).slice(0, 8);
    return { kind: 'json', body: completion([`1. Tell ${words.join(' ')} to the child.`]) };
  }),
);

const NAMES = 'sea sky rose leaf coal snow sand wine'.split(' ');

async function collect(run: string, callsInFlight: number, earlier: object[] = []): Promise<CollectedPrompts> {
  const store = createFileSystemStore(folder());
  const rows = (name: string, values: object[]) => store.writeRows(`runs/${run}/seed/${name}`, values);
  const input: CollectPromptsInput = {
    run,
    iteration: 1,
    attempt: 1,
    seed: 1,
    generator: served('m'),
    settings: promptsSchema.parse({ perIteration: 24, generatedShare: 1 }),
    calls: { callsInFlight },
    seedFiles: {
      ift: await rows(
        'ift.jsonl',
        NAMES.map((name) => ({ id: `ift-${name}`, prompt: `Name a colour of the ${name}.`, response: 'Blue.' })),
      ),
      heldOut: await rows('held-out.jsonl', []),
      prompts: await rows('prompts.jsonl', []),
    },
    earlier: earlier.length === 0 ? [] : [await rows('earlier.jsonl', earlier)],
  };
  const unused = () => Promise.reject(new Error('not used'));
  const deps = {
    store,
    pools: pools(),
    recordedCalls: { find: unused },
    inferenceHost: { get: unused, put: unused },
  };
  return new MockActivityEnvironment().run<[], CollectedPrompts, () => Promise<CollectedPrompts>>(() =>
    collectPrompts(deps, input),
  );
}

it('gives the same prompts however many calls are in flight', async () => {
  const [few, many] = [await collect('few', 2), await collect('many', 16)];
  expect(few.generated).toBeGreaterThan(16);
  expect(few.artifact.sha256).toBe(many.artifact.sha256);
});

describe('few-shot examples (methods section 1 and section 14)', () => {
  const sampled = { source: 'generated', parents: [] };
  const earlier = ['one', 'two', 'three'].map((number) => ({
    ...sampled,
    id: `earlier-${number}`,
    text: `Write about chapter ${number} of a book.`,
  }));

  it.each([
    ['eight seed prompts where nothing was generated yet', 'first', [], 8, 0],
    ['six seed prompts and two generated ones', 'later', earlier, 6, 2],
  ])('are %s, which each prompt names as its parents', async (_, run, before, ofSeed, ofGenerated) => {
    const { artifact } = await collect(run, 4, before);
    const rows = await createFileSystemStore(folder()).readRows(artifact, promptRecordSchema);
    const parents = rows[0]?.parents ?? [];
    expect(parents.filter((id) => id.startsWith('ift-'))).toHaveLength(ofSeed);
    expect(parents.filter((id) => id.startsWith('earlier-'))).toHaveLength(ofGenerated);
    expect(new Set(parents).size).toBe(8);
    const asked = server().requests.find(({ path }) => path === '/v1/chat/completions');
    expect(asked?.body).toMatchObject({ temperature: 0.6, top_p: 0.9 });
  });
});

it('keeps how new and varied its prompts are, and what each filter let pass, beside them (methods section 14)', async () => {
  const { generated } = await collect('measured', 4);
  const store = createFileSystemStore(folder());
  const layout = iterationLayout('measured', 1, 1);
  const stored = async <Schema extends z.ZodType>(path: string, schema: Schema) => {
    const artifact = await store.find(path);
    return schema.parse(artifact && JSON.parse(await store.readText(artifact)));
  };
  const counts = await stored(layout.promptCounts, z.record(z.string(), z.int()));
  // Every reply holds one candidate.
  const candidates = server().requests.filter(({ path }) => path === '/v1/chat/completions').length;
  const [first, ...later] = filterAcceptance(counts);
  expect(first).toEqual({ filter: 'continued', reached: candidates, passed: candidates });
  expect(later.at(-1)?.passed).toBe(generated + (counts['surplus'] ?? 0));
  const { meanMaxRouge, distinct2, categories } = await stored(layout.promptDiversity, promptDiversitySchema);
  expect(meanMaxRouge).toBeGreaterThan(0);
  expect(meanMaxRouge).toBeLessThan(0.7);
  expect(distinct2).toBeGreaterThan(0);
  expect(categories).toEqual([
    { category: 'explain', generated, seed: 0 },
    { category: 'suggest', generated: 0, seed: NAMES.length },
  ]);
});

it('leaves out prompts that are like a question of a benchmark of the run (methods section 14: decontamination)', async () => {
  const store = createFileSystemStore(folder());
  const textsOf = async ({ artifact }: CollectedPrompts) =>
    (await store.readRows(artifact, promptRecordSchema)).map(({ text }) => text);
  const [asked = ''] = await textsOf(await collect('free', 4));
  await store.writeRows(runLayout('benchmarked').benchmark('mt-bench', 'questions.jsonl'), [
    { id: 'q1', turns: ['Who was first?', asked] },
  ]);
  const texts = await textsOf(await collect('benchmarked', 4));
  expect(texts.length).toBeGreaterThan(0);
  expect(texts).not.toContain(asked);
  const counts = await store.find(iterationLayout('benchmarked', 1, 1).promptCounts);
  if (!counts) throw new Error('nothing was counted');
  expect(
    z.looseObject({ contaminated: z.int() }).parse(JSON.parse(await store.readText(counts))).contaminated,
  ).toBeGreaterThan(0);
});
