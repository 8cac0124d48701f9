import { badReplies } from './bad-replies';
import type { Fault } from './fault';
import { killedProcesses } from './killed-processes';
import { silentWorkers } from './silent-workers';

export const FAULTS: readonly Fault[] = [...killedProcesses, ...silentWorkers, ...badReplies];
