import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { request } from 'undici';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { parse } from 'yaml';
import { z } from 'zod';
import {
  judgementRecordSchema,
  modelReferenceSchema,
  pairRecordSchema,
  promptRecordSchema,
  responseRecordSchema,
} from '../../src/core/records';
import { deriveTrainingData } from '../../src/core/selection/derive-training-data';
import { readEnvironment } from '../../src/env';
import { createFileSystemStore } from '../../src/store/file-system-store';
import { modelDigest } from '../../src/store/model-digest';
import { iterationLayout, runLayout } from '../../src/store/run-layout';
import type { selfRewardingRun } from '../../src/workflows/self-rewarding-run';
import { missingMetrics } from '../observability/exposed-metrics';
import { killEveryEngineOnce } from './kill-every-engine-once';

jest.setTimeout(20 * 60_000);

const RUN = 'main-job';
const srlm = join(__dirname, '../../bin/srlm.js');
const environment = readEnvironment();
const store = createFileSystemStore(environment.store);
/** From the second iteration on a gate stops the run. */
const UNREACHABLE = {
  from: 2,
  set: { gate: { kind: 'metric', rules: [{ metric: 'parseRate', atLeast: 2, then: 'stop' }] } },
};
let connection: Connection;
let killed: string[];
let result: Awaited<ReturnType<typeof selfRewardingRun>>;

async function rowsOf<Schema extends z.ZodType>(path: string, schema: Schema) {
  const artifact = await store.find(path);
  if (!artifact) throw new Error(`${path} is missing`);
  return store.readRows(artifact, schema);
}

async function shardsOf<Schema extends z.ZodType>(folder: string, schema: Schema) {
  const names = readdirSync(join(environment.store, folder));
  return (await Promise.all(names.map((name) => rowsOf(`${folder}/${name}`, schema)))).flat();
}

beforeAll(async () => {
  connection = await Connection.connect({ address: environment.temporal.address });
  const client = new Client({ connection });
  const recipe: unknown = parse(readFileSync(join(__dirname, '../../examples/tiny.yaml'), 'utf8'));
  const handle = await client.workflow.start<typeof selfRewardingRun>('selfRewardingRun', {
    workflowId: `srlm-${RUN}`,
    taskQueue: environment.temporal.taskQueue,
    args: [
      { ...z.looseObject({}).parse(recipe), run: RUN, heartbeatSeconds: 5, iterations: 3, schedule: [UNREACHABLE] },
    ],
  });
  killed = await killEveryEngineOnce(RUN);
  await untilTemporalIsBack(handle);
  result = await handle.result();
});
afterAll(() => connection.close());

/** The server was killed last, and a call for a result does not outlive it. */
async function untilTemporalIsBack(handle: WorkflowHandle): Promise<void> {
  const answers = () =>
    handle.describe().then(
      () => true,
      () => false,
    );
  while (!(await answers())) await sleep(1_000);
}

describe('a run of two iterations on real engines, of which each is killed once', () => {
  it('completes although all six were killed', () => {
    expect(killed).toEqual(['training job', 'trainer', 'vLLM', 'worker', 'inference host', 'temporal']);
  });

  it('stops before a third iteration, because its gate says so', async () => {
    expect(result).toMatchObject({ ended: 'stopped' });
    const { stdout } = await promisify(execFile)(process.execPath, [srlm, 'status', RUN]);
    expect(stdout).toMatch(/M3 does not pass the gate, and the run stops: parseRate is [\d.]+ \(at least 2\)/);
  });

  it('makes five models with weights of their own, whose folders have the recorded digests', async () => {
    const references = await Promise.all(
      ['M0', 'sft', 'M1', 'M2', 'M3'].map(async (name) =>
        modelReferenceSchema.parse(
          JSON.parse(readFileSync(join(environment.store, runLayout(RUN).modelReference(name)), 'utf8')),
        ),
      ),
    );
    expect(new Set(references.map((reference) => reference.digest)).size).toBe(5);
    for (const { digest, path } of references)
      await expect(modelDigest(join(environment.store, path))).resolves.toBe(digest);
    const digestOf = Object.fromEntries(references.map(({ name, digest }) => [name, digest]));
    expect(references.map(({ parent }) => parent)).toEqual([
      null,
      digestOf['M0'],
      digestOf['M0'],
      digestOf['M1'],
      digestOf['M1'],
    ]);
  });

  it.each([1, 2])('has every response and every judgement of iteration %i once', async (iteration) => {
    const root = `runs/${RUN}/iterations/${iteration}`;
    const ids = (rows: { id: string }[]) => rows.map(({ id }) => id).toSorted();
    const prompts = await rowsOf(iterationLayout(RUN, iteration, 1).prompts, promptRecordSchema);
    const responses = prompts.flatMap(({ id }) => [0, 1, 2, 3].map((index) => `${id}.r${index}`));
    expect(ids(await shardsOf(`${root}/responses`, responseRecordSchema))).toEqual(responses.toSorted());
    const judgements = responses.flatMap((id) => [0, 1, 2].map((index) => `${id}.j${index}`));
    expect(ids(await shardsOf(`${root}/feedback`, judgementRecordSchema))).toEqual(judgements.toSorted());
  });

  it.each([1, 2])(
    'traces every pair of iteration %i to its judgements, responses and prompt by ids',
    async (iteration) => {
      const layout = iterationLayout(RUN, iteration, 1);
      const root = `runs/${RUN}/iterations/${iteration}`;
      const pairs = await rowsOf(layout.pairs, pairRecordSchema);
      const prompts = new Map((await rowsOf(layout.prompts, promptRecordSchema)).map((row) => [row.id, row]));
      const responses = new Map(
        (await shardsOf(`${root}/responses`, responseRecordSchema)).map((row) => [row.id, row]),
      );
      const judgements = new Map(
        (await shardsOf(`${root}/feedback`, judgementRecordSchema)).map((row) => [row.id, row]),
      );
      expect(pairs.length).toBeGreaterThan(0);
      for (const pair of pairs) {
        expect(prompts.get(pair.promptId)?.text).toBe(pair.prompt);
        expect(responses.get(pair.chosenId)).toMatchObject({
          promptId: pair.promptId,
          text: pair.chosen,
          finishReason: 'stop',
        });
        expect(responses.get(pair.rejectedId)).toMatchObject({ promptId: pair.promptId, text: pair.rejected });
        const scores = (id: string) =>
          pair.judgementIds
            .map((judgementId) => judgements.get(judgementId))
            .filter((judgement) => judgement?.responseId === id)
            .flatMap((judgement) => (judgement?.outcome.kind === 'scored' ? [judgement.outcome.score] : []));
        const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
        expect(mean(scores(pair.chosenId))).toBeCloseTo(pair.chosenScore ?? NaN, 6);
        expect(mean(scores(pair.rejectedId))).toBeCloseTo(pair.rejectedScore ?? NaN, 6);
        expect(pair.chosenScore).toBeGreaterThan(pair.rejectedScore ?? NaN);
      }
    },
  );

  it('derives the same pairs from the recorded responses and judgements, byte for byte, whatever their order', async () => {
    const layout = iterationLayout(RUN, 1, 1);
    const root = `runs/${RUN}/iterations/1`;
    const responses = await shardsOf(`${root}/responses`, responseRecordSchema);
    const judgements = await shardsOf(`${root}/feedback`, judgementRecordSchema);
    const { pairs } = await deriveTrainingData(
      { seed: 1, iteration: 1, attempt: 1, minimumValid: 2, pairPool: 'current' },
      {
        prompts: await rowsOf(layout.prompts, promptRecordSchema),
        shards: [{ responses: responses.toReversed(), judgements: judgements.toReversed() }],
        earlier: [],
      },
    );
    const written = readFileSync(join(environment.store, layout.pairs), 'utf8');
    expect(pairs.map((pair) => `${JSON.stringify(pair)}\n`).join('')).toBe(written);
  });

  it('leaves no journal and no temporary file', () => {
    const names = readdirSync(join(environment.store, 'runs', RUN), { recursive: true, encoding: 'utf8' });
    expect(names.filter((name) => /\.tmp$|\.writing-|(^|\/)journals\/.*\.jsonl$/.test(name))).toEqual([]);
  });

  it('names every input and output in the manifest, with the three switches', () => {
    const manifest = z
      .looseObject({
        switches: z.unknown(),
        outputs: z.looseObject({ pairs: z.looseObject({ rows: z.int() }) }),
        served: z.array(
          z.looseObject({ digest: z.string(), fingerprint: z.looseObject({ logprobs: z.array(z.number()) }) }),
        ),
      })
      .parse(JSON.parse(readFileSync(join(environment.store, iterationLayout(RUN, 2, 1).manifest), 'utf8')));
    expect(manifest.switches).toEqual({ initFrom: 'anchor', dpoReference: 'init', pairPool: 'current' });
    expect(manifest.outputs.pairs.rows).toBeGreaterThan(0);
    expect(manifest.served.length).toBeGreaterThan(0);
  });

  it('exposes every metric that the dashboard and the alert rules use', async () => {
    const urls = [...(process.env['SRLM_TEST_METRICS'] ?? '').split(' '), `${environment.trainer.baseUrl}/metrics`];
    const pages = await Promise.all(urls.map(async (url) => (await request(url)).body.text()));
    expect(missingMetrics(pages)).toEqual([]);
    const [worker = '', sdk] = pages;
    expect(worker).toMatch(/srlm_samples_total\{run="main-job",stage="judgeResponses",source="made"\} [1-9]/);
    expect(worker).toMatch(/srlm_tokens_total\{run="main-job",.*kind="completion"\} [1-9]/);
    expect(worker).toMatch(/srlm_judge_replies_total\{run="main-job",stage="judgeResponses",outcome="\w+"\} [1-9]/);
    expect(worker).toMatch(/srlm_journal_lag_seconds_count [1-9]/);
    expect(sdk).toMatch(/srlm_stage_progress_ratio\{[^}]*run="main-job"[^}]*stage="labelling"[^}]*\} 1/);
  });

  it('is proven by an audit, from the histories of the server and the files of the store', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [srlm, 'audit', RUN]);
    expect(stdout).toContain('proven');
  });
});
