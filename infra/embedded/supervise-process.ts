import { existsSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { isPortFree } from './processes/ports';
import { stopGroup } from './processes/process-group';
import { isAlive, type ProcessIdentity } from './processes/process-identity';
import { newProcessToken, spawnDetached } from './processes/spawn-detached';
import type { ProcessSpecification } from './process-specification';
import type { UpProcess } from './up-record';

export interface Supervision {
  /** Process of an earlier supervisor that was killed. */
  leftover: ProcessIdentity | undefined;
  /** Keeps what is known of the process in up.json; called before it starts and again when it has a number. */
  record: (process: UpProcess) => void;
  report: (line: string) => void;
  /** Ends starting, watching and waiting; the process itself is ended by `stop`. */
  signal: AbortSignal;
}

export interface SupervisedProcess {
  stop(): Promise<void>;
}

const POLL_INTERVAL_MS = 250;
const RESTART_DELAYS_MS = [1_000, 2_000, 5_000, 15_000, 30_000];
const STABLE_AFTER_MS = 300_000;

/** Resolves when the process is ready for the first time, and then keeps it alive until `stop`. */
export async function superviseProcess(
  specification: ProcessSpecification,
  supervision: Supervision,
): Promise<SupervisedProcess> {
  const { name } = specification;
  const { report, signal } = supervision;
  let current: ProcessIdentity | undefined = supervision.leftover;
  const stopCurrent = async (): Promise<void> => {
    if (current) await stopGroup(current, specification.stopGraceMs);
  };

  async function bringUp(): Promise<ProcessIdentity> {
    if (current && isAlive(current) && specification.leftover === 'adopt' && (await specification.isReady(0))) {
      report(`${name}: found running (process ${current.pid})`);
      await specification.whenReady?.();
      return current;
    }
    await stopCurrent();
    await requireFreePort(specification);
    report(`${name}: starting`);
    const logOffset = existsSync(specification.logFile) ? statSync(specification.logFile).size : 0;
    current = await spawnRecorded(specification, supervision);
    await untilReady(current, logOffset, specification, signal);
    await specification.whenReady?.();
    report(`${name}: ready`);
    return current;
  }

  async function keepAlive(first: ProcessIdentity): Promise<void> {
    let identity = first;
    for (let failures = 0; ; failures += 1) {
      const readyAt = Date.now();
      while (isAlive(identity)) await sleep(POLL_INTERVAL_MS, undefined, { signal });
      if (Date.now() - readyAt > STABLE_AFTER_MS) failures = 0;
      const delayMs = RESTART_DELAYS_MS[Math.min(failures, RESTART_DELAYS_MS.length - 1)] ?? 0;
      report(`${name}: ended by itself; starting it again in ${delayMs / 1000} s (log: ${specification.logFile})`);
      await sleep(delayMs, undefined, { signal });
      try {
        identity = await bringUp();
      } catch (cause) {
        if (signal.aborted) return;
        report(cause instanceof Error ? cause.message : String(cause));
      }
    }
  }

  let watching: Promise<void> = Promise.resolve();
  try {
    const first = await bringUp();
    // An abort is how watching ends; everything else that can go wrong is reported inside.
    watching = keepAlive(first).catch(() => {});
  } catch (cause) {
    await stopCurrent();
    throw cause;
  }
  return {
    async stop() {
      await watching;
      await stopCurrent();
    },
  };
}

/** A server that nobody here started is never used: another checkout's would mix two stores in one task queue. */
async function requireFreePort({ name, port }: ProcessSpecification): Promise<void> {
  if (!port || (await isPortFree(port.number))) return;
  throw new Error(
    `${name}: port ${port.number} is used by another program; stop that program, or set ${port.variable} to a free port`,
  );
}

async function spawnRecorded(specification: ProcessSpecification, { record }: Supervision): Promise<ProcessIdentity> {
  const { name, logFile } = specification;
  const token = newProcessToken();
  record({ name, token, identity: null, logFile });
  const identity = await spawnDetached({ ...specification, token });
  record({ name, token, identity, logFile });
  return identity;
}

async function untilReady(
  identity: ProcessIdentity,
  logOffset: number,
  { name, logFile, isReady, readyWithinMs }: ProcessSpecification,
  signal: AbortSignal,
): Promise<void> {
  const deadline = Date.now() + readyWithinMs;
  while (!(await isReady(logOffset))) {
    if (!isAlive(identity)) throw new Error(`${name}: ended while it was starting; see ${logFile}`);
    if (Date.now() > deadline) throw new Error(`${name}: not ready within ${readyWithinMs / 1000} s; see ${logFile}`);
    await sleep(POLL_INTERVAL_MS, undefined, { signal });
  }
}
