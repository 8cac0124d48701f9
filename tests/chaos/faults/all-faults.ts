import { badDisks } from './bad-disks';
import { badReplies } from './bad-replies';
import type { Fault } from './fault';
import { killedProcesses } from './killed-processes';
import { silentWorkers } from './silent-workers';
import { staleWeights } from './stale-weights';

export const FAULTS: readonly Fault[] = [
  ...killedProcesses,
  ...silentWorkers,
  ...badReplies,
  ...badDisks,
  ...staleWeights,
];
