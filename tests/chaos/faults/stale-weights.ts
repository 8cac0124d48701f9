import { setTimeout as sleep } from 'node:timers/promises';
import { CALLING_STAGES } from '../stages';
import type { Fault } from './fault';

/** A replica comes back with other weights under the right name: it must get no call until the right ones are back. */
export const staleWeights: Fault[] = [
  {
    kind: 'stale-weights',
    stages: CALLING_STAGES,
    layout: 'replicas',
    workers: 1,
    async strike({ lane, random, kill }) {
      const index = random.integer(2);
      const [right, stale] = [lane.processes.replicas[index], lane.processes.staleReplicas[index]];
      await kill(right);
      await stale?.start();
      await sleep(6_000 + random.integer(4_000));
      await kill(stale);
      await right?.start();
    },
  },
];
