import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { parse } from 'yaml';
import { z } from 'zod';
import { isAlive } from '../../infra/embedded/processes/process-identity';
import type { StackPart } from '../../infra/embedded/stack-configuration';
import { identityOf, readUpRecord } from '../../infra/embedded/up-record';
import { createInferenceHostClient } from '../../src/clients/inference-host-client';
import {
  judgementRecordSchema,
  modelReferenceSchema,
  promptRecordSchema,
  responseRecordSchema,
} from '../../src/core/records';
import { readEnvironment } from '../../src/env';
import { createFileSystemStore } from '../../src/store/file-system-store';
import { modelDigest } from '../../src/store/model-digest';
import { iterationLayout, runLayout } from '../../src/store/run-layout';
import type { selfRewardingRun } from '../../src/workflows/self-rewarding-run';

jest.setTimeout(20 * 60_000);

const RUN = 'survival';
const POLL_MS = 50;
const LONGEST_STAGE_MS = 5 * 60_000;
const environment = readEnvironment();
const dataFolder = z.string().parse(process.env.SRLM_DATA);
const store = createFileSystemStore(environment.store);
const iteration = `runs/${RUN}/iterations/1`;
const killed: string[] = [];

function kill(what: string, pid: number | null | undefined): void {
  if (!pid) throw new Error(`${what} has no process to kill`);
  process.kill(pid, 'SIGKILL');
  killed.push(what);
}

/** A part of the embedded stack, which its supervisor starts again. */
function killPart(name: StackPart): void {
  const found = readUpRecord(dataFolder)?.processes.find((each) => each.name === name);
  const identity = found && identityOf(found);
  kill(name, identity && isAlive(identity) ? identity.pid : undefined);
}

/** The process of the training job of this run that runs now. */
function jobProcess(model: string): number | undefined {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .find((pid) => {
      const words = commandOf(pid);
      return words.includes('srlm_trainer.job') && words.includes(dataFolder) && words.includes(`${RUN}-${model}-`);
    });
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

const filesBelow = (folder: string, pattern: RegExp): string[] => {
  try {
    return readdirSync(join(environment.store, folder), { recursive: true, encoding: 'utf8' }).filter((name) =>
      pattern.test(name),
    );
  } catch {
    return [];
  }
};
/** A journal is there from the first call of a stage to its last; replies of one batch come all at once, at its end. */
const isUnderWay = (folder: string, journal: RegExp): boolean => filesBelow(folder, journal).length > 0;

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

async function until<T>(what: string, found: () => T | undefined | false): Promise<T> {
  const deadline = Date.now() + LONGEST_STAGE_MS;
  for (;;) {
    const value = found();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > deadline) throw new Error(`waited in vain for ${what}; killed so far: ${killed.join(', ')}`);
    await sleep(POLL_MS);
  }
}

async function killEverythingOnce(): Promise<void> {
  kill('training job', await until('the SFT baseline', () => jobProcess('sft')));
  await until('the training of M1', () => jobProcess('M1'));
  killPart('trainer');
  await until('the responses', () => isUnderWay(iteration, /^journals\/responses-.*\.jsonl$/));
  const host = createInferenceHostClient({ baseUrl: environment.inferenceHost.baseUrl });
  kill('vLLM', (await host.get(RUN))?.pid);
  await until('the judgements', () => isUnderWay(iteration, /^journals\/feedback-.*\.jsonl$/));
  killPart('worker');
  await until('the training of M2', () => jobProcess('M2'));
  killPart('inference host');
  await until('the evaluation of M2', () => isUnderWay(`runs/${RUN}/evaluations/M2`, /^journals\/.*\.jsonl$/));
  killPart('temporal');
}

async function rowsOf<Schema extends z.ZodType>(path: string, schema: Schema) {
  const artifact = await store.find(path);
  if (!artifact) throw new Error(`${path} is missing`);
  return store.readRows(artifact, schema);
}

async function shardsOf<Schema extends z.ZodType>(folder: string, schema: Schema) {
  const names = filesBelow(folder, /\.jsonl$/);
  return (await Promise.all(names.map((name) => rowsOf(`${folder}/${name}`, schema)))).flat();
}

describe('a run on real engines of which each is killed once', () => {
  beforeAll(async () => {
    const recipe = z.looseObject({}).parse(parse(readText(join(__dirname, '../../examples/tiny.yaml'))));
    const connection = await Connection.connect({ address: environment.temporal.address });
    const handle = await new Client({ connection }).workflow.start<typeof selfRewardingRun>('selfRewardingRun', {
      workflowId: `srlm-${RUN}`,
      taskQueue: environment.temporal.taskQueue,
      args: [{ ...recipe, run: RUN, iterations: 1, heartbeatSeconds: 5 }],
    });
    await killEverythingOnce();
    for (;;) {
      const status = await handle.describe().then(
        (description) => description.status.name,
        () => 'RUNNING',
      );
      if (status !== 'RUNNING') break;
      await sleep(1_000);
    }
    await handle.result();
    await connection.close();
  });

  it('completes although all six were killed', () => {
    expect(killed).toEqual(['training job', 'trainer', 'vLLM', 'worker', 'inference host', 'temporal']);
  });

  it('has every response of every prompt once, and every judgement of every response once', async () => {
    const prompts = await rowsOf(iterationLayout(RUN, 1, 1).prompts, promptRecordSchema);
    const responses = await shardsOf(`${iteration}/responses`, responseRecordSchema);
    const judgements = await shardsOf(`${iteration}/feedback`, judgementRecordSchema);
    const expectedResponses = prompts.flatMap(({ id }) => [0, 1, 2, 3].map((index) => `${id}.r${index}`));
    expect(responses.map(({ id }) => id).toSorted()).toEqual(expectedResponses.toSorted());
    const expectedJudgements = expectedResponses.flatMap((id) => [0, 1, 2].map((index) => `${id}.j${index}`));
    expect(judgements.map(({ id }) => id).toSorted()).toEqual(expectedJudgements.toSorted());
  });

  it('made models whose folders have the recorded digests, and left nothing half-written', async () => {
    for (const name of ['M0', 'sft', 'M1', 'M2']) {
      const reference = modelReferenceSchema.parse(
        JSON.parse(readText(join(environment.store, runLayout(RUN).modelReference(name)))),
      );
      await expect(modelDigest(join(environment.store, reference.path))).resolves.toBe(reference.digest);
    }
    expect(filesBelow(`runs/${RUN}`, /\.tmp$|\.writing-|(^|\/)journals\/.*\.jsonl$/)).toEqual([]);
  });
});
