import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Lane } from '../lane/lane';
import { CALLING_STAGES } from '../stages';
import type { Fault } from './fault';

const LONGEST_RUN = 6;

/** Arms the engines with `times` faults: the next calls that are answered meet one each. */
function arm({ folders }: Lane, kind: string | number, times: number): void {
  for (let index = 0; index < times; index += 1)
    writeFileSync(join(folders.engineFaults, `${index}.json`), JSON.stringify({ kind }));
}

function badReply(name: string, kind: string | number): Fault {
  return {
    kind: name,
    stages: CALLING_STAGES,
    layout: 'host',
    workers: 1,
    strike({ lane, random, mark }) {
      mark();
      arm(lane, kind, 1 + random.integer(LONGEST_RUN));
      return Promise.resolve();
    },
  };
}

/** Servers that answer wrongly, in part, or not at all. */
export const badReplies: Fault[] = [
  badReply('drain', 'abort'),
  badReply('status-500', 500),
  badReply('status-503', 503),
  badReply('status-404', 404),
  badReply('connection-reset', 'reset'),
  badReply('half-reply', 'half'),
  {
    // The pool sees that no token comes, and goes on elsewhere.
    kind: 'one-reply-never-comes',
    stages: ['responses', 'evaluation'],
    layout: 'replicas',
    workers: 1,
    strike({ lane, mark }) {
      mark();
      arm(lane, 'never', 1);
      return Promise.resolve();
    },
  },
  {
    kind: 'replica-hang',
    stages: ['judgements'],
    layout: 'replicas',
    workers: 1,
    async strike({ lane, random, mark }) {
      mark();
      arm(lane, 'hang', 1);
      // Past the time after which a pool takes a replica for one that hangs, with its probes.
      await sleep(80_000 + random.integer(5_000));
      mark();
      for (const replica of lane.processes.replicas) {
        await replica.kill();
        await replica.start();
      }
      mark();
    },
  },
];
