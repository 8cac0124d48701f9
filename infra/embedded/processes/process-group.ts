import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, readProcessStat, type ProcessIdentity, type ProcessStat } from './process-identity';

const POLL_INTERVAL_MS = 50;
const KILL_DEADLINE_MS = 10_000;

/** Every living process of the group that `leader` founded, also when the leader itself is dead already. */
export function groupMembers(leader: ProcessIdentity): ProcessStat[] {
  const current = readProcessStat(leader.pid);
  const numberWasReused = current !== undefined && current.startTicks !== leader.startTicks;
  if (numberWasReused) return [];
  return livingProcesses().filter((stat) => stat.groupId === leader.pid && stat.startTicks >= leader.startTicks);
}

/** Asks the whole group to end, then kills what is left after the grace time; returns when nothing of it is alive. */
export async function stopGroup(leader: ProcessIdentity, graceMs: number): Promise<void> {
  // Without their leader the rest has nothing left to finish.
  if (isAlive(leader)) {
    signalGroup(leader, 'SIGTERM');
    if (await isGone(leader, graceMs)) return;
  }
  signalGroup(leader, 'SIGKILL');
  if (await isGone(leader, KILL_DEADLINE_MS)) return;
  const left = groupMembers(leader).map((member) => member.pid);
  throw new Error(`Processes ${left.join(', ')} survived SIGKILL for ${KILL_DEADLINE_MS} ms; they wait in the kernel`);
}

/** Finds the process that was started with this value in its environment, for a starter that died before it wrote the number down. */
export function findByEnvironment(entry: string): ProcessIdentity | undefined {
  const found = livingProcesses()
    .filter((stat) => environmentOf(stat.pid).includes(entry))
    .toSorted((left, right) => left.startTicks - right.startTicks)[0];
  return found && { pid: found.pid, startTicks: found.startTicks };
}

function livingProcesses(): ProcessStat[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readProcessStat(Number(name)) ?? [])
    .filter(({ runs }) => runs);
}

function signalGroup(leader: ProcessIdentity, signal: NodeJS.Signals): void {
  if (groupMembers(leader).length === 0) return;
  try {
    process.kill(-leader.pid, signal);
  } catch (error) {
    if (!isNoSuchProcess(error)) throw error;
  }
}

async function isGone(leader: ProcessIdentity, deadlineMs: number): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < deadlineMs; waitedMs += POLL_INTERVAL_MS) {
    if (groupMembers(leader).length === 0) return true;
    await sleep(POLL_INTERVAL_MS);
  }
  return groupMembers(leader).length === 0;
}

function environmentOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
  } catch {
    // Gone meanwhile, or another user's: neither can be ours.
    return [];
  }
}

function isNoSuchProcess(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ESRCH';
}
