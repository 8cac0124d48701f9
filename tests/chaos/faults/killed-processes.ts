import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { jobProcess } from './job-process';
import { modelServerProcess } from './model-server-process';
import { CALLING_STAGES, STAGES } from '../stages';
import type { Fault } from './fault';

const TRAINING = ['sft', 'dpo'] as const;

/** SIGKILL, and a supervisor that starts again what it had started. */
export const killedProcesses: Fault[] = [
  {
    kind: 'worker-kill',
    stages: STAGES,
    layout: 'host',
    workers: 1,
    async strike({ lane, random, kill }) {
      const [worker] = lane.processes.workers;
      await kill(worker);
      await sleep(random.integer(2_000));
      await worker?.start();
    },
  },
  {
    kind: 'one-worker-of-two-kill',
    stages: STAGES,
    layout: 'host',
    workers: 2,
    async strike({ lane, random, kill }) {
      const worker = lane.processes.workers[random.integer(2)];
      await kill(worker);
      await sleep(1_000 + random.integer(8_000));
      await worker?.start();
    },
  },
  {
    kind: 'replica-kill',
    stages: CALLING_STAGES,
    layout: 'replicas',
    workers: 1,
    async strike({ lane, random, kill }) {
      const replica = lane.processes.replicas[random.integer(2)];
      await kill(replica);
      await sleep(500 + random.integer(4_000));
      await replica?.start();
    },
  },
  {
    kind: 'all-replicas-kill',
    stages: CALLING_STAGES,
    layout: 'replicas',
    workers: 1,
    async strike({ lane, random, kill }) {
      await kill(...lane.processes.replicas);
      await sleep(2_000 + random.integer(5_000));
      await Promise.all(lane.processes.replicas.map((replica) => replica.start()));
    },
  },
  {
    kind: 'model-server-kill',
    stages: [...CALLING_STAGES, 'serving'],
    layout: 'host',
    workers: 1,
    async strike({ lane, mark }) {
      const pid = await modelServerProcess(lane.ports.inferenceHost);
      if (pid !== undefined) process.kill(pid, 'SIGKILL');
      mark();
    },
  },
  {
    kind: 'inference-host-kill',
    stages: [...CALLING_STAGES, 'serving', 'sft', 'dpo'],
    layout: 'host',
    workers: 1,
    async strike({ lane, random, kill }) {
      await kill(lane.processes.inferenceHost);
      await sleep(random.integer(3_000));
      await lane.processes.inferenceHost.start();
    },
  },
  {
    kind: 'trainer-kill',
    stages: TRAINING,
    layout: 'host',
    workers: 1,
    async strike({ lane, random, kill }) {
      await kill(lane.processes.trainer);
      await sleep(random.integer(3_000));
      await lane.processes.trainer.start();
    },
  },
  {
    kind: 'training-job-kill',
    stages: TRAINING,
    layout: 'host',
    workers: 1,
    strike({ lane, mark }) {
      const ids = readdirSync(lane.folders.trainerState);
      for (const pid of ids.flatMap((id) => jobProcess(lane.folders.trainerState, id))) process.kill(pid, 'SIGKILL');
      mark();
      return Promise.resolve();
    },
  },
  {
    kind: 'temporal-kill',
    stages: STAGES,
    layout: 'host',
    workers: 1,
    async strike({ lane, random, mark, kill }) {
      await kill(lane.processes.temporal);
      await sleep(random.integer(3_000));
      await lane.processes.temporal.start();
      mark();
    },
  },
];
