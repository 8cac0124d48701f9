import { setTimeout as sleep } from 'node:timers/promises';
import { HEARTBEAT_SECONDS } from '../lane/lane-recipe';
import { CALLING_STAGES, STAGES } from '../stages';
import type { Fault, Strike } from './fault';

const PAST_THE_HEARTBEAT_MS = HEARTBEAT_SECONDS * 1000 + 2_000;

/** Longer than a worker takes, which ends its calls first. */
const GRACE_MS = 40_000;

/** Stops a worker without killing it, for longer than its heartbeats may be missing, and lets it wake up as a zombie. */
async function freeze({ lane, random, mark }: Strike, index: number): Promise<void> {
  const worker = lane.processes.workers[index];
  worker?.signal('SIGSTOP');
  mark();
  await sleep(PAST_THE_HEARTBEAT_MS + random.integer(2_000));
  mark();
  worker?.signal('SIGCONT');
}

/** Workers that Temporal takes for dead although they are not. */
export const silentWorkers: Fault[] = [
  {
    kind: 'worker-freeze',
    stages: STAGES,
    layout: 'host',
    workers: 1,
    strike: (strike) => freeze(strike, 0),
  },
  {
    kind: 'one-worker-of-two-freeze',
    stages: CALLING_STAGES,
    layout: 'host',
    workers: 2,
    strike: (strike) => freeze(strike, strike.random.integer(2)),
  },
  {
    kind: 'worker-cut-from-temporal',
    stages: STAGES,
    layout: 'host',
    workers: 1,
    async strike({ lane, random, mark }) {
      await lane.wire.cut();
      mark();
      await sleep(1_000 + random.integer(PAST_THE_HEARTBEAT_MS));
      await lane.wire.mend();
      mark();
    },
  },
  {
    kind: 'worker-stop',
    stages: STAGES,
    layout: 'host',
    workers: 1,
    async strike({ lane, random, mark }) {
      const [worker] = lane.processes.workers;
      await worker?.stop(GRACE_MS);
      // Nothing may be under way any more, and nothing be made again.
      mark();
      await sleep(random.integer(1_000));
      await worker?.start();
    },
  },
];
