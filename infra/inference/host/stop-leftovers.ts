import { findByEnvironment, stopGroup } from '../../embedded/processes/process-group';
import { tokenEntry } from '../../embedded/processes/spawn-detached';
import { DEFAULT_TIMING } from './configuration';
import { loadServerRecords } from './server-record';

/** Ends the model servers of a host that was killed and will not come back to adopt them. */
export async function stopLeftovers(stateFolder: string): Promise<void> {
  const processes = loadServerRecords(stateFolder).flatMap((record) => record.process ?? []);
  const leaders = processes.flatMap((each) => each.identity ?? findByEnvironment(tokenEntry(each.token)) ?? []);
  await Promise.all(leaders.map((leader) => stopGroup(leader, DEFAULT_TIMING.stopGraceMs)));
}
