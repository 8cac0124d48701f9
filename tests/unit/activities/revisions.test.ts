import { MockActivityEnvironment } from '@temporalio/testing';
import { z } from 'zod';
import {
  answerHelpfully,
  reviseResponses,
  writeRevisionRows,
  type RevisionShardInput,
} from '../../../src/activities/revisions';
import type { FinishedShard } from '../../../src/activities/labelling/settle-shard';
import type { LabellingDependencies } from '../../../src/activities/labelling/work-on-shard';
import { revisionsSchema } from '../../../src/recipes/sections';
import { createFileSystemStore } from '../../../src/store/file-system-store';
import { runLayout } from '../../../src/store/run-layout';
import { temporaryFolder } from '../../temporary-folder';
import { completion } from './judging-fixture';
import { modelServer } from './model-server';

const folder = temporaryFolder();
const rowSchema = z.looseObject({ id: z.string(), completion: z.string() });
const { server, pools, served } = modelServer();

const chats = () => server().requests.filter(({ path }) => path === '/v1/chat/completions').length;

function dependencies(): LabellingDependencies {
  const unused = () => Promise.reject(new Error('not used'));
  return {
    store: createFileSystemStore(folder()),
    pools: pools(),
    recordedCalls: { find: unused },
    inferenceHost: { get: unused, put: unused },
  };
}

async function input(run: string, name: 'red-team.jsonl' | 'prompts.jsonl'): Promise<RevisionShardInput> {
  const store = createFileSystemStore(folder());
  const rows = ['a', 'b'].map((id) => ({ id: `${name}-${id}`, text: `Question ${id}?` }));
  return {
    run,
    seed: 1,
    model: served('m'),
    prompts: await store.writeRows(runLayout(run).seed(name), rows),
    shard: { index: 0, from: 0, to: 2 },
    settings: revisionsSchema.parse({}),
    calls: { callsInFlight: 4 },
  };
}

const inActivity = (work: () => Promise<FinishedShard>) =>
  new MockActivityEnvironment().run<[], FinishedShard, () => Promise<FinishedShard>>(work);

it('makes rows of every revision and of two own answers to each ordinary prompt (methods section 9)', async () => {
  server().behave(({ path, body }) => {
    if (path !== '/v1/chat/completions') return { kind: 'json', body: {} };
    const { n = 1 } = z.looseObject({ n: z.int().optional() }).parse(body);
    return { kind: 'json', body: completion(Array.from({ length: n }, (_, index) => `fine ${index}`)) };
  });
  const [deps, redTeam, ordinary] = [
    dependencies(),
    await input('x', 'red-team.jsonl'),
    await input('x', 'prompts.jsonl'),
  ];
  const revised = await inActivity(() => reviseResponses(deps, redTeam));
  expect(chats()).toBe(2 * 9);
  const helpful = await inActivity(() => answerHelpfully(deps, ordinary));
  expect(chats()).toBe(2 * 9 + 2);
  const artifact = await writeRevisionRows(deps, {
    run: 'x',
    redTeam: redTeam.prompts,
    revisions: [revised.artifact],
    prompts: ordinary.prompts,
    helpful: [helpful.artifact],
  });
  const rows = await deps.store.readRows(artifact, rowSchema);
  expect(rows.map(({ id }) => id)).toEqual([
    ...['a', 'b'].flatMap((id) => [1, 2, 3, 4].map((round) => `red-team.jsonl-${id}.v${round}`)),
    ...['a', 'b'].flatMap((id) => [0, 1].map((index) => `prompts.jsonl-${id}.r${index}`)),
  ]);
});

it('goes on after a failure with the calls that were finished, and gives the same bytes', async () => {
  const answer = (from: number) => {
    server().behave(({ path, body }) => {
      if (path !== '/v1/chat/completions') return { kind: 'json', body: {} };
      if (chats() > from)
        return { kind: 'json', status: 401, body: { error: { message: 'no', type: 'x', code: 401 } } };
      const { seed } = z.looseObject({ seed: z.int() }).parse(body);
      return { kind: 'json', body: completion([`text ${seed}`]) };
    });
  };
  answer(Infinity);
  const whole = await inActivity(async () => reviseResponses(dependencies(), await input('whole', 'red-team.jsonl')));
  const all = chats();
  answer(all + 7);
  const cut = await input('cut', 'red-team.jsonl');
  await expect(inActivity(() => reviseResponses(dependencies(), cut))).rejects.toThrow(/401/);
  const failed = chats();
  answer(Infinity);
  const resumed = await inActivity(() => reviseResponses(dependencies(), cut));
  // What was under way when a call failed may be lost with it.
  expect(chats() - failed).toBeLessThanOrEqual(all - 5);
  expect(resumed.artifact.sha256).toBe(whole.artifact.sha256);
});

it('says why there is nothing to learn from', async () => {
  server().behave(({ path }) => ({
    kind: 'json',
    body: path === '/v1/chat/completions' ? completion(['cut'], 'length') : {},
  }));
  const [deps, redTeam] = [dependencies(), await input('none', 'red-team.jsonl')];
  const { artifact } = await inActivity(() => reviseResponses(deps, redTeam));
  const written = writeRevisionRows(deps, {
    run: 'none',
    redTeam: redTeam.prompts,
    revisions: [artifact],
    prompts: redTeam.prompts,
    helpful: [],
  });
  await expect(written).rejects.toThrow('8 were cut at revisions.sampling.maxTokens');
});
