import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { isAlive } from '../../infra/embedded/processes/process-identity';
import type { StackPart } from '../../infra/embedded/stack-configuration';
import { identityOf, readUpRecord } from '../../infra/embedded/up-record';
import { createInferenceHostClient } from '../../src/clients/inference-host-client';
import { readEnvironment } from '../../src/env';

const POLL_MS = 50;
const LONGEST_STAGE_MS = 5 * 60_000;
const environment = readEnvironment();
const dataFolder = z.string().parse(process.env.SRLM_DATA);

/**
 * Kills every engine once with SIGKILL, each in a stage that needs it, while `run` goes on; returns what was killed,
 * in this order. A supervisor or host starts again what it looks after.
 */
export async function killEveryEngineOnce(run: string): Promise<string[]> {
  const killed: string[] = [];
  const kill = (what: string, pid: number | null | undefined): void => {
    if (!pid) throw new Error(`${what} has no process to kill`);
    process.kill(pid, 'SIGKILL');
    killed.push(what);
  };
  const iteration = `runs/${run}/iterations/1`;

  kill('training job', await until('the SFT baseline', () => jobProcess(run, 'sft')));
  await until('the training of M1', () => jobProcess(run, 'M1'));
  kill('trainer', pidOf('trainer'));
  await until('the responses', () => isUnderWay(iteration, /^responses-.*\.jsonl$/));
  const host = createInferenceHostClient({ baseUrl: environment.inferenceHost.baseUrl });
  kill('vLLM', (await host.get(run))?.pid);
  await until('the judgements', () => isUnderWay(iteration, /^feedback-.*\.jsonl$/));
  kill('worker', pidOf('worker'));
  await until('the training of M2', () => jobProcess(run, 'M2'));
  kill('inference host', pidOf('inference host'));
  await until('the evaluation of M2', () => isUnderWay(`runs/${run}/evaluations/M2`, /\.jsonl$/));
  kill('temporal', pidOf('temporal'));
  return killed;
}

/** A part of the embedded stack. */
function pidOf(name: StackPart): number | undefined {
  const found = readUpRecord(dataFolder)?.processes.find((each) => each.name === name);
  const identity = found && identityOf(found);
  return identity && isAlive(identity) ? identity.pid : undefined;
}

/** The process of the training job of this run that runs now. */
function jobProcess(run: string, model: string): number | undefined {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .find((pid) => {
      const words = commandOf(pid);
      return words.includes('srlm_trainer.job') && words.includes(dataFolder) && words.includes(`${run}-${model}-`);
    });
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

/** A journal is there from the first call of a stage to its last; replies of one batch come all at once, at its end. */
function isUnderWay(folder: string, journal: RegExp): boolean {
  try {
    const names = readdirSync(join(environment.store, folder, 'journals'), { recursive: true, encoding: 'utf8' });
    return names.some((name) => journal.test(name));
  } catch {
    return false;
  }
}

async function until<T>(what: string, found: () => T | undefined | false): Promise<T> {
  const deadline = Date.now() + LONGEST_STAGE_MS;
  for (;;) {
    const value = found();
    if (value !== undefined && value !== false) return value;
    if (Date.now() > deadline) throw new Error(`waited in vain for ${what}`);
    await sleep(POLL_MS);
  }
}
