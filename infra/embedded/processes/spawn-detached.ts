import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { identify, type ProcessIdentity } from './process-identity';

export interface DetachedCommand {
  command: string;
  arguments: string[];
  environment: NodeJS.ProcessEnv;
  folder?: string;
  logFile: string;
  /** Put into the environment as SRLM_PROCESS_TOKEN; see `findByEnvironment`. */
  token: string;
}

export const newProcessToken = (): string => randomUUID();
export const tokenEntry = (token: string): string => `SRLM_PROCESS_TOKEN=${token}`;

/**
 * Starts a process as leader of its own group, with its output in a file, so that it outlives a killed starter
 * and can later be stopped together with everything it started.
 */
export async function spawnDetached(options: DetachedCommand): Promise<ProcessIdentity> {
  mkdirSync(dirname(options.logFile), { recursive: true });
  const log = openSync(options.logFile, 'a');
  try {
    const child = spawn(options.command, options.arguments, {
      detached: true,
      stdio: ['ignore', log, log],
      env: { ...options.environment, SRLM_PROCESS_TOKEN: options.token },
      ...(options.folder === undefined ? {} : { cwd: options.folder }),
    });
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', (cause) => reject(new Error(`Cannot start ${options.command}: ${cause.message}`, { cause })));
    });
    child.unref();
    // Our own unreaped child is still listed even when it has ended already.
    const identity = child.pid === undefined ? undefined : identify(child.pid);
    if (!identity) throw new Error(`${options.command} ended before it could be identified; see ${options.logFile}`);
    return identity;
  } finally {
    closeSync(log);
  }
}
