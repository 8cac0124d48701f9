import { findByEnvironment, groupMembers, stopGroup } from '../../embedded/processes/process-group';
import { isAlive } from '../../embedded/processes/process-identity';
import { isPortFree } from '../../embedded/processes/ports';
import { newProcessToken, spawnDetached, tokenEntry } from '../../embedded/processes/spawn-detached';
import { logFileOf, type HostConfiguration } from './configuration';
import type { LaunchPlan } from './launch-plan';
import { saveServerRecord, type ServerProcess, type ServerRecord } from './server-record';

/** Starts the process and keeps the record one step ahead of it, so that no death of the host leaves an unknown process. */
export async function startServerProcess(
  record: ServerRecord,
  plan: LaunchPlan,
  configuration: HostConfiguration,
): Promise<void> {
  if (!(await isPortFree(record.port))) {
    throw new Error(`Port ${record.port} is used by another program; stop it, or set SRLM_INFERENCE_FIRST_PORT`);
  }
  const token = newProcessToken();
  const startedAt = new Date().toISOString();
  const started: ServerProcess = { token, identity: null, planKey: plan.key, startDigest: plan.startDigest, startedAt };
  record.process = started;
  saveServerRecord(configuration.stateFolder, record);
  started.identity = await spawnDetached({
    command: configuration.vllmCommand,
    arguments: plan.arguments,
    environment: plan.environment,
    logFile: logFileOf(configuration, record.name),
    token,
  });
  saveServerRecord(configuration.stateFolder, record);
}

export async function stopServerProcess(record: ServerRecord, configuration: HostConfiguration): Promise<void> {
  const identity = record.process?.identity;
  if (identity) await stopGroup(identity, configuration.timing.stopGraceMs);
  record.process = null;
  saveServerRecord(configuration.stateFolder, record);
}

/** After a restart of the host: keeps a process that still lives and clears away what a dead one left behind. */
export async function recoverServerProcess(record: ServerRecord, configuration: HostConfiguration): Promise<void> {
  if (!record.process) return;
  record.process.identity ??= findByEnvironment(tokenEntry(record.process.token)) ?? null;
  const { identity } = record.process;
  if (identity && isAlive(identity)) return saveServerRecord(configuration.stateFolder, record);
  if (identity && groupMembers(identity).length > 0) return stopServerProcess(record, configuration);
  record.process = null;
  saveServerRecord(configuration.stateFolder, record);
}

export function isServerProcessAlive(record: ServerRecord): boolean {
  const identity = record.process?.identity;
  return identity ? isAlive(identity) : false;
}
