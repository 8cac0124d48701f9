import { rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { STAGES } from '../stages';
import type { Fault } from './fault';

/** A call that is answered, and the group commit that then fails. */
const NOTICED_AFTER_MS = 250;

/** Writes of the worker below the store fail for a while, in the middle of a journal or of an artifact. */
function badDisk(kind: string, code: string): Fault {
  return {
    kind,
    stages: STAGES,
    layout: 'host',
    workers: 1,
    async strike({ lane, random, mark }) {
      writeFileSync(lane.folders.diskFault, code);
      mark(NOTICED_AFTER_MS);
      await sleep(1_000 + random.integer(4_000));
      mark();
      rmSync(lane.folders.diskFault);
    },
  };
}

export const badDisks: Fault[] = [
  badDisk('disk-full', 'ENOSPC'),
  badDisk('store-read-only', 'EROFS'),
  {
    // Stages that are too short to be struck otherwise last while the disk is slow.
    kind: 'worker-kill-on-slow-disk',
    stages: ['pairs', 'report'],
    layout: 'host',
    workers: 1,
    async strike({ lane, random, kill }) {
      writeFileSync(lane.folders.diskFault, 'SLOW');
      await sleep(random.integer(2_000));
      const [worker] = lane.processes.workers;
      await kill(worker);
      rmSync(lane.folders.diskFault);
      await worker?.start();
    },
  },
];
