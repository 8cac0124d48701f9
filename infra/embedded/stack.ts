import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stopLeftovers } from '../inference/host/stop-leftovers';
import { stopGroup } from './processes/process-group';
import { identify, isAlive } from './processes/process-identity';
import type { ProcessSpecification } from './process-specification';
import { ensureTemporal } from './provision/ensure-temporal';
import { ensureVenv } from './provision/ensure-venv';
import { inferenceVenv, trainerVenv } from './provision/venv-specifications';
import { stackAddresses, type StackAddresses, type StackConfiguration } from './stack-configuration';
import { inferenceStateFolder, stackProcesses, type StackExecutables } from './stack-processes';
import { superviseProcess, type SupervisedProcess } from './supervise-process';
import { identityOf, readUpRecord, removeUpRecord, writeUpRecord, type UpRecord } from './up-record';

export interface RunningStack {
  addresses: StackAddresses;
  storeFolder: string;
  /** Stops everything in reverse order; may be called more than once. */
  stop(): Promise<void>;
}

const STOP_GRACE_MS = 40_000;
const POLL_INTERVAL_MS = 100;

/** Starts the parts of the embedded default that the configuration names; resolves when each of them is ready. */
export async function startStack(
  configuration: StackConfiguration,
  options: { executables?: StackExecutables; signal?: AbortSignal } = {},
): Promise<RunningStack> {
  const { dataFolder, storeFolder, ports } = configuration;
  const left = readUpRecord(dataFolder);
  if (left && isAlive(left.supervisor)) {
    throw new Error(
      `The stack of ${dataFolder} is already running under process ${left.supervisor.pid}; stop that one first`,
    );
  }
  mkdirSync(storeFolder, { recursive: true });
  const specifications = stackProcesses(configuration, options.executables ?? (await ensureExecutables(configuration)));
  const unwanted = (left?.processes ?? []).filter((each) => specifications.every(({ name }) => name !== each.name));
  for (const identity of unwanted.flatMap((each) => identityOf(each) ?? [])) await stopGroup(identity, STOP_GRACE_MS);
  const record: UpRecord = {
    supervisor: ownIdentity(),
    startedAt: new Date().toISOString(),
    storeFolder,
    addresses: stackAddresses(ports),
    processes: left?.processes ?? [],
  };
  writeUpRecord(dataFolder, record);

  const ending = new AbortController();
  options.signal?.addEventListener('abort', () => ending.abort(options.signal?.reason), { once: true });
  const started = new Map<string, SupervisedProcess>();
  const start = async (specification: ProcessSpecification): Promise<void> => {
    const known = record.processes.find((process) => process.name === specification.name);
    const supervised = await superviseProcess(specification, {
      leftover: known && identityOf(known),
      report: configuration.report,
      signal: ending.signal,
      record(process) {
        record.processes = [...record.processes.filter((other) => other.name !== process.name), process];
        writeUpRecord(dataFolder, record);
      },
    });
    started.set(specification.name, supervised);
  };

  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopped ??= stopAll());
  async function stopAll(): Promise<void> {
    ending.abort();
    for (const { name } of specifications.toReversed()) {
      if (started.has(name)) configuration.report(`${name}: stopping`);
      await started.get(name)?.stop();
    }
    await stopLeftovers(inferenceStateFolder(dataFolder));
    removeUpRecord(dataFolder);
  }

  const servers = await Promise.allSettled(specifications.filter((each) => each.name !== 'worker').map(start));
  const failures = servers.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
  try {
    ending.signal.throwIfAborted();
    if (failures.length > 0) throw failures[0];
    // The worker last, because it would only retry against servers that are not there yet.
    for (const specification of specifications.filter((each) => each.name === 'worker')) await start(specification);
  } catch (cause) {
    await stop();
    throw cause;
  }
  return { addresses: stackAddresses(ports), storeFolder, stop };
}

/** Runs the stack until SIGINT or SIGTERM, also one that comes while it is still starting; resolves when all is stopped. */
export async function runStack(
  configuration: StackConfiguration,
  whenReady: (stack: RunningStack) => void,
): Promise<void> {
  const interrupted = new AbortController();
  const interrupt = (): void => interrupted.abort(new Error('Interrupted'));
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  try {
    const stack = await startStack(configuration, { signal: interrupted.signal });
    whenReady(stack);
    if (!interrupted.signal.aborted)
      await new Promise((resolve) => interrupted.signal.addEventListener('abort', resolve));
    await stack.stop();
  } catch (cause) {
    if (!interrupted.signal.aborted) throw cause;
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  }
}

/** Stops what `startStack` started, from another process: through its supervisor, or directly when that one was killed. */
export async function stopStack(dataFolder: string, report: (line: string) => void): Promise<void> {
  const record = readUpRecord(dataFolder);
  if (!record) return report(`Nothing is running in ${dataFolder}`);
  if (isAlive(record.supervisor)) {
    process.kill(record.supervisor.pid, 'SIGTERM');
    while (isAlive(record.supervisor)) await sleep(POLL_INTERVAL_MS);
    return report('Stopped');
  }
  for (const each of record.processes.toReversed()) {
    const identity = identityOf(each);
    if (!identity) continue;
    report(`${each.name}: stopping`);
    await stopGroup(identity, STOP_GRACE_MS);
  }
  await stopLeftovers(inferenceStateFolder(dataFolder));
  removeUpRecord(dataFolder);
}

async function ensureExecutables(configuration: StackConfiguration): Promise<StackExecutables> {
  const [temporal, inference, trainer] = await Promise.all([
    ensureTemporal(configuration),
    ensureVenv(inferenceVenv(), configuration),
    ensureVenv(trainerVenv(), configuration),
  ]);
  return { temporal, vllm: join(inference, 'bin', 'vllm'), trainerPython: join(trainer, 'bin', 'python') };
}

function ownIdentity(): UpRecord['supervisor'] {
  const identity = identify(process.pid);
  if (!identity) throw new Error('The embedded default needs Linux: it reads /proc to tell processes apart');
  return identity;
}
