import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from '@temporalio/worker';
import { z } from 'zod';
import { modelReferenceSchema } from '../../src/core/records';
import { runLayout } from '../../src/store/run-layout';
import { startRecordingEngines, writeBaseModel, type RecordingEngines } from './audit/recording-engines';
import { WorkflowTestBed } from './temporal-environment';

jest.setTimeout(120_000);

let bed: WorkflowTestBed;
let root: string;
let engines: RecordingEngines;

beforeAll(async () => {
  bed = await WorkflowTestBed.start();
  root = await mkdtemp(join(tmpdir(), 'srlm-reuse-'));
  await writeBaseModel(join(root, 'base'));
  engines = await startRecordingEngines(root);
});
afterAll(async () => {
  await engines.close();
  await bed.stop();
  await rm(root, { recursive: true, force: true });
});

async function runToEnd(run: string, changes: object): Promise<void> {
  const { client, nativeConnection: connection } = bed.environment;
  const worker = await Worker.create({
    connection,
    taskQueue: run,
    workflowBundle: bed.bundle,
    activities: engines.activities,
  });
  await worker.runUntil(
    client.workflow.execute('selfRewardingRun', {
      workflowId: `srlm-${run}`,
      taskQueue: run,
      args: [
        {
          run,
          baseModel: join(root, 'base'),
          iterations: 1,
          prompts: { perIteration: 4, generatedShare: 0 },
          judgements: { perResponse: 2 },
          labelling: { shardSize: 2 },
          evaluation: { heldOutGroups: 2, judgementsPerReply: 1, headToHeadPrompts: 2 },
          ...changes,
        },
      ],
    }),
  );
}

const requestSchema = z.object({ model: z.string(), messages: z.unknown(), n: z.int(), seed: z.int() });

/** Every sample that was asked for: what determines it, as one text. */
function samplesOf(bodies: readonly unknown[]): string[] {
  return bodies.flatMap((body) => {
    const { model, messages, n, seed } = requestSchema.parse(body);
    return Array.from({ length: n }, (_, index) => JSON.stringify([model, messages, seed + index]));
  });
}

async function digestOf(run: string, name: string): Promise<string> {
  const text = await readFile(join(root, runLayout(run).modelReference(name)), 'utf8');
  return modelReferenceSchema.parse(JSON.parse(text)).digest;
}

it('a run with larger N and K and more prompts trains and asks only for what is missing', async () => {
  await runToEnd('first', { responses: { perPrompt: 3 } });
  const asked = samplesOf(engines.chats);
  const trained = engines.jobs.length;
  await runToEnd('second', {
    reuse: 'first',
    responses: { perPrompt: 5 },
    judgements: { perResponse: 3 },
    prompts: { perIteration: 6, generatedShare: 0 },
  });
  const askedNow = samplesOf(engines.chats).slice(asked.length);
  expect(askedNow.length).toBeGreaterThan(0);
  expect(askedNow.filter((sample) => asked.includes(sample))).toEqual([]);
  expect(engines.jobs.slice(trained)).toEqual([runLayout('second').model('M2')]);
  for (const name of ['M0', 'sft', 'M1']) expect(await digestOf('second', name)).toBe(await digestOf('first', name));
  expect(await digestOf('second', 'M2')).not.toBe(await digestOf('first', 'M2'));
});

it('a run that differs in nothing makes no call and trains nothing', async () => {
  const [calls, jobs] = [engines.chats.length, engines.jobs.length];
  await runToEnd('third', { reuse: 'first', responses: { perPrompt: 3 } });
  expect(engines.chats.slice(calls)).toEqual([]);
  expect(engines.jobs.slice(jobs)).toEqual([]);
});
