import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { stopGroup } from '../../../infra/embedded/processes/process-group';
import { isAlive, type ProcessIdentity } from '../../../infra/embedded/processes/process-identity';
import { newProcessToken, spawnDetached } from '../../../infra/embedded/processes/spawn-detached';

export interface ManagedSpecification {
  name: string;
  command: string;
  arguments: string[];
  environment: NodeJS.ProcessEnv;
  logFile: string;
  /** Asked until it is true; `log` is what this start has written so far. */
  isReady(log: string): Promise<boolean> | boolean;
}

/** A process that a scenario starts, kills, freezes and starts again; nothing restarts it by itself. */
export interface ManagedProcess {
  readonly name: string;
  readonly pid: number;
  start(): Promise<void>;
  signal(signal: NodeJS.Signals): void;
  /** SIGKILL to the process alone, as the kernel or an operator does it; resolves when it is gone. */
  kill(): Promise<void>;
  /** Asks it to end, and kills what is left after the grace time. */
  stop(graceMs?: number): Promise<void>;
}

const POLL_MS = 25;
const READY_WITHIN_MS = 60_000;

export function createManagedProcess(specification: ManagedSpecification): ManagedProcess {
  const { name, logFile } = specification;
  let identity: ProcessIdentity | undefined;
  const started: ProcessIdentity[] = [];

  function current(): ProcessIdentity {
    if (!identity) throw new Error(`${name} was never started`);
    return identity;
  }

  return {
    name,
    get pid() {
      return current().pid;
    },
    async start() {
      const before = logOf(logFile).length;
      identity = await spawnDetached({ ...specification, token: newProcessToken() });
      started.push(identity);
      const deadline = Date.now() + READY_WITHIN_MS;
      while (!(await specification.isReady(logOf(logFile).slice(before)))) {
        if (!isAlive(identity)) throw new Error(`${name} ended at its start; see ${logFile}`);
        if (Date.now() > deadline)
          throw new Error(`${name} was not ready within ${READY_WITHIN_MS} ms; see ${logFile}`);
        await sleep(POLL_MS);
      }
    },
    signal: (signal) => void process.kill(current().pid, signal),
    async kill() {
      process.kill(current().pid, 'SIGKILL');
      while (isAlive(current())) await sleep(1);
    },
    async stop(graceMs = 10_000) {
      // A frozen process takes no other signal.
      for (const each of started) {
        if (isAlive(each)) process.kill(each.pid, 'SIGCONT');
        await stopGroup(each, graceMs);
      }
    },
  };
}

function logOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
