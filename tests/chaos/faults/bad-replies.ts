import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Lane } from '../lane/lane';
import type { Fault } from './fault';

const CALLING = ['prompts', 'responses', 'judgements', 'evaluation'] as const;
const LONGEST_RUN = 6;

/** Arms the engines with `times` faults: the next calls that are answered meet one each. */
function arm({ folders }: Lane, kind: string | number, times: number): void {
  for (let index = 0; index < times; index += 1)
    writeFileSync(join(folders.engineFaults, `${index}.json`), JSON.stringify({ kind }));
}

function badReply(name: string, kind: string | number): Fault {
  return {
    kind: name,
    stages: CALLING,
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
    // What does not answer is noticed by a person or by progress, and then killed.
    kind: 'hang-then-kill',
    stages: CALLING,
    layout: 'replicas',
    workers: 1,
    async strike({ lane, random, mark }) {
      mark();
      arm(lane, 'never', 1 + random.integer(LONGEST_RUN));
      await sleep(2_000 + random.integer(3_000));
      const replica = lane.processes.replicas[random.integer(2)];
      for (const each of lane.processes.replicas) await each.kill();
      mark();
      await replica?.start();
      for (const each of lane.processes.replicas) if (each !== replica) await each.start();
    },
  },
];
