import { access, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MockActivityEnvironment } from '@temporalio/testing';
import type { ScoringCritic } from '../../../src/activities/critics/score';
import { verifyResponses } from '../../../src/activities/verify-responses';
import { scoreRecordSchema, type ScoreRecord } from '../../../src/core/feedback-records';
import type { Artifact, PromptRecord } from '../../../src/core/records';
import type { CriticTally } from '../../../src/core/statistics/critic-tally';
import { criticName } from '../../../src/recipes/critic-sections';
import { createFileSystemStore } from '../../../src/store/file-system-store';
import { createRecordedCalls } from '../../../src/store/recorded-calls';
import { iterationLayout } from '../../../src/store/run-layout';
import { temporaryFolder } from '../../temporary-folder';
import { prompt, response } from '../core/selection/candidates';
import { scoringServer } from './critics/scoring-server';

const folder = temporaryFolder();
const server = scoringServer();
const texts = ['One.', 'Two.', 'Three.'];

async function shardOf(
  run: string,
  critic: ScoringCritic,
  responses: readonly string[] = texts,
  about: Partial<PromptRecord> = {},
) {
  const store = createFileSystemStore(folder());
  const layout = iterationLayout(run, 1, 1);
  const rows = responses.map((text, index) => response(`p.r${index}`, { text }));
  const input = {
    run,
    iteration: 1,
    attempt: 1,
    seed: 1,
    shard: { index: 0, from: 0, to: 1 },
    prompts: await store.writeRows(layout.prompts, [{ ...prompt('p', 'Why is the sky blue?'), ...about }]),
    responses: await store.writeRows(layout.responses(0), rows),
    ift: await store.writeRows(`runs/${run}/seed/ift.jsonl`, []),
    critic,
    name: criticName(critic),
  };
  /** One attempt of the activity, by a new worker. */
  const score = (
    settings: { callsInFlight: number; reuse?: string } = { callsInFlight: 1 },
    environment = new MockActivityEnvironment(),
  ): Promise<{ calls: Artifact | undefined; rows: ScoreRecord[]; tally: CriticTally | undefined }> =>
    environment.run(async () => {
      const recordedCalls = createRecordedCalls(folder());
      const said = await verifyResponses({ store, recordedCalls }, { ...input, calls: settings });
      const { artifact, calls, tally } = said;
      return { calls, tally, rows: await store.readRows(artifact, scoreRecordSchema) };
    });
  return { score, layout, store };
}

const http = () => ({ kind: 'http' as const, url: server.url() });
const journalsOf = (path: string) => readdir(join(folder(), path)).catch(() => []);
/** The server answers 500 to every request after the first `count`. */
const failAfter = (count: number) =>
  server.answersEach((number) =>
    number > count ? { status: 500, body: 'busy' } : { status: 200, body: `{"score": ${number}}` },
  );

it('asks a program again only for what no earlier attempt recorded', async () => {
  const { score, layout } = await shardOf('retried', http());
  failAfter(2);
  await expect(score()).rejects.toThrow('answered 500: busy');
  expect(server.asked).toHaveLength(3);
  expect(await journalsOf(layout.journal('http-shard-0000'))).toHaveLength(1);
  failAfter(9);
  const { rows, calls } = await score();
  expect(server.asked).toHaveLength(4);
  expect(rows.map((row) => row.score)).toEqual([1, 2, 4]);
  expect(calls).toMatchObject({ path: layout.calls('http-shard-0000'), rows: 3 });
  expect(await journalsOf(layout.journal('http-shard-0000'))).toEqual([]);
  await score();
  expect(server.asked).toHaveLength(4);
});

it('names the recorded call in each row, and asks once for equal responses', async () => {
  const { score } = await shardOf('equal', http(), ['Same.', 'Other.', 'Same.']);
  failAfter(9);
  const { rows } = await score();
  expect(server.asked).toHaveLength(2);
  expect(rows.map((row) => row.score)).toEqual([1, 2, 1]);
  expect(rows[0]?.callKey).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(rows[2]?.callKey).toBe(rows[0]?.callKey);
  expect(rows[1]?.callKey).not.toBe(rows[0]?.callKey);
});

it('takes what another run recorded of the same program and the same responses', async () => {
  failAfter(9);
  await (await shardOf('first', http())).score();
  const { score } = await shardOf('second', http(), [...texts, 'Four.']);
  const { rows } = await score({ callsInFlight: 1, reuse: 'first' });
  expect(server.asked).toHaveLength(4);
  expect(rows.map((row) => row.score)).toEqual([1, 2, 3, 4]);
});

it('ends at once when it is cancelled, though the program answers never, and keeps what is recorded', async () => {
  const path = join(folder(), 'silent.js');
  await writeFile(
    path,
    'let asked = 0; exports.critic = () => (asked += 1) > 1 ? new Promise(() => {}) : { score: 1 };',
  );
  const { score, layout } = await shardOf('cancelled', { kind: 'module', path });
  const environment = new MockActivityEnvironment();
  const underWay = score(undefined, environment);
  environment.on('heartbeat', ({ made }: { made: number }) => made === 1 && environment.cancel());
  await expect(underWay).rejects.toThrow(/cancel/i);
  expect(await journalsOf(layout.journal('module-shard-0000'))).toHaveLength(1);
}, 10_000);

it('records no calls of a verifier, which costs nothing', async () => {
  const { score, layout } = await shardOf('verified', { kind: 'verifier', verifier: 'exact-answer' });
  const { rows, calls } = await score();
  expect(rows.map(({ score: given, reason, callKey }) => ({ given, reason, callKey }))).toEqual(
    texts.map(() => ({ given: null, reason: 'no-answer', callKey: undefined })),
  );
  expect(calls).toBeUndefined();
  await expect(access(join(folder(), layout.calls('verifier-shard-0000')))).rejects.toThrow('ENOENT');
});

const instructed = { instructions: [{ id: 'punctuation:no_comma', kwargs: {} }] };

it('scores by the instructions of a prompt (methods section 2), and counts responses to prompts that have none', async () => {
  const verifier: ScoringCritic = { kind: 'verifier', verifier: 'ifeval', name: 'follows' };
  const { score } = await shardOf('instructed', verifier, ['So, because.', 'So.'], instructed);
  const { rows, tally } = await score();
  expect(rows).toMatchObject([
    { id: 'p.r0.follows', critic: 'follows', score: 0, reason: 'not followed: punctuation:no_comma' },
    { id: 'p.r1.follows', model: 'verifier:ifeval', score: 1 },
  ]);
  expect(tally).toEqual({ records: 2, nulls: 0 });
  const without = await (await shardOf('not-instructed', verifier)).score();
  expect(without.rows[0]).toMatchObject({ score: null, reason: 'no-instructions' });
  expect(without.tally).toEqual({ records: 3, nulls: 3 });
});

it('shows a program the instructions of a prompt, and takes the probabilities of steps (methods section 11.1)', async () => {
  server.answersEach(() => ({ status: 200, body: '{"score": 0.4, "steps": [0.8, 0.5]}' }));
  const { rows } = await (await shardOf('stepwise', http(), ['One.'], instructed)).score();
  const shown = { prompt: 'Why is the sky blue?', response: 'One.', responseSteps: ['One.'], ...instructed };
  expect(server.asked[0]?.body).toEqual(shown);
  expect(rows).toMatchObject([{ score: 0.4, steps: [0.8, 0.5] }]);
});

it('asks a critic with a tag about prompts that have it, and about no other', async () => {
  failAfter(9);
  const tagged = { ...http(), tag: 'reasoning' };
  expect((await (await shardOf('untagged', tagged)).score()).tally).toEqual({ records: 0, nulls: 0 });
  expect(server.asked).toEqual([]);
  const { tally } = await (await shardOf('tagged', tagged, texts, { tags: ['code', 'reasoning'] })).score();
  expect(tally).toEqual({ records: 3, nulls: 0 });
});

it('takes a score outside the range of the critic for none, and says so', async () => {
  failAfter(9);
  const { score } = await shardOf('ranged', { ...http(), range: { lowest: 0, highest: 2 } });
  const { rows, tally } = await score();
  expect(rows.map((row) => row.score)).toEqual([1, 2, null]);
  expect(rows[2]).toMatchObject({ reason: '3 is not from 0 to 2' });
  expect(tally).toEqual({ records: 3, nulls: 1 });
});
