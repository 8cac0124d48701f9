import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isPortFree } from '../embedded/processes/ports';
import { stopGroup } from '../embedded/processes/process-group';
import { isAlive } from '../embedded/processes/process-identity';
import { newProcessToken, spawnDetached } from '../embedded/processes/spawn-detached';
import { isTemporalHealthy, prepareNamespace } from './prepare-namespace';
import { temporalArguments, type TemporalServerOptions } from './temporal-arguments';

export interface StartTemporalOptions extends TemporalServerOptions {
  executable: string;
  logFile: string;
  environment: NodeJS.ProcessEnv;
}

export type RunningTemporal =
  | { kind: 'started'; address: string; pid: number; stop(): Promise<void> }
  /** A healthy server was there already; it is not ours to stop. */
  | { kind: 'adopted'; address: string };

const READY_WITHIN_MS = 60_000;
const POLL_INTERVAL_MS = 200;
const STOP_GRACE_MS = 10_000;

/** Starts the development server on a file database, so that workflows continue where they were after a restart. */
export async function startTemporal(options: StartTemporalOptions): Promise<RunningTemporal> {
  const address = `127.0.0.1:${options.port}`;
  if (await isTemporalHealthy(address)) {
    await prepareNamespace(address);
    return { kind: 'adopted', address };
  }
  if (!(await isPortFree(options.port))) {
    throw new Error(
      `Port ${options.port} for Temporal is used by a program that is not Temporal; stop it or choose another port`,
    );
  }
  mkdirSync(dirname(options.dbFile), { recursive: true });
  const identity = await spawnDetached({
    command: options.executable,
    arguments: temporalArguments(options),
    environment: options.environment,
    logFile: options.logFile,
    token: newProcessToken(),
  });
  const stop = (): Promise<void> => stopGroup(identity, STOP_GRACE_MS);
  for (let waitedMs = 0; !(await isTemporalHealthy(address)); waitedMs += POLL_INTERVAL_MS) {
    if (!isAlive(identity) || waitedMs > READY_WITHIN_MS) {
      await stop();
      throw new Error(`The Temporal server did not come up; see ${options.logFile}`);
    }
    await sleep(POLL_INTERVAL_MS);
  }
  await prepareNamespace(address);
  return { kind: 'started', address, pid: identity.pid, stop };
}
