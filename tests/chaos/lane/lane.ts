import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { ensureTemporal } from '../../../infra/embedded/provision/ensure-temporal';
import { resolveStackConfiguration } from '../../../infra/embedded/stack-configuration';
import { stopLeftovers } from '../../../infra/inference/host/stop-leftovers';
import type { RecipeInput } from '../../../src/recipes/recipe';
import type { selfRewardingRun } from '../../../src/workflows/self-rewarding-run';
import type { LanePorts } from './lane-ports';
import { laneProcesses, type LaneFolders, type LaneProcesses } from './lane-processes';
import { laneRecipe, RUN, type Course } from './lane-recipe';
import { createTcpProxy, type TcpProxy } from './tcp-proxy';

/** Everything that one run needs, in real processes of its own. */
export interface Lane {
  folders: LaneFolders;
  ports: LanePorts;
  processes: LaneProcesses;
  /** Between the first worker and Temporal. */
  wire: TcpProxy;
  /** Starts the run; resolves when it has completed, however long its servers were away. */
  run(signal: AbortSignal): Promise<void>;
  stop(): Promise<void>;
  /** What the lane wrote is kept for a person to look at, unless this is called. */
  discardWhenStopped(): void;
}

export interface LaneOptions extends Course {
  ports: LanePorts;
  workers: 1 | 2;
}

const ASK_AGAIN_MS = 250;
const MAKE_MODEL = join(__dirname, '../stub-trainer/make-model.mjs');

export async function startLane({ method, layout, ports, workers }: LaneOptions): Promise<Lane> {
  const recipe = laneRecipe({ method, layout }, ports);
  const temporal = await ensureTemporal(resolveStackConfiguration(process.env));
  const folders = makeFolders();
  execFileSync(process.execPath, [MAKE_MODEL, folders.model, 'M0']);
  execFileSync(process.execPath, [MAKE_MODEL, folders.staleModel, 'another']);
  const processes = laneProcesses(temporal, folders, ports);
  // The recipe names those that serve its models, or judge and score from outside.
  const asked = processes.replicas.filter((_, index) => JSON.stringify(recipe).includes(`:${ports.replicas[index]}`));
  const wire = createTcpProxy(ports.temporalWire, ports.temporal);

  let kept = true;

  async function stop(): Promise<void> {
    const { inferenceHost, trainer, workers: allWorkers, replicas, staleReplicas } = processes;
    const all = [...allWorkers, inferenceHost, trainer, ...replicas, ...staleReplicas];
    await Promise.all(all.map((each) => each.stop()));
    await stopLeftovers(join(folders.data, 'inference'));
    await wire.cut();
    await processes.temporal.stop();
    if (!kept) rmSync(folders.data, { recursive: true, force: true });
  }

  try {
    await Promise.all([processes.temporal.start(), processes.inferenceHost.start(), processes.trainer.start()]);
    await Promise.all(asked.map((replica) => replica.start()));
    await wire.mend();
    await Promise.all(processes.workers.slice(0, workers).map((worker) => worker.start()));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    folders,
    ports,
    processes,
    wire,
    run: (signal) => completeRun(`127.0.0.1:${ports.temporal}`, recipe, signal),
    stop,
    discardWhenStopped: () => void (kept = false),
  };
}

function makeFolders(): LaneFolders {
  const data = mkdtempSync(join(tmpdir(), 'srlm-chaos-'));
  const folder = (name: string): string => {
    mkdirSync(join(data, name));
    return join(data, name);
  };
  return {
    data,
    store: folder('store'),
    engineLog: join(data, 'engine.jsonl'),
    engineFaults: folder('engine-faults'),
    trainerLog: join(data, 'trainer.jsonl'),
    trainerState: folder('trainer'),
    model: join(data, 'stub'),
    staleModel: join(data, 'stale'),
    diskFault: join(data, 'disk-fault'),
  };
}

/** Temporal itself may be away for a while, so that waiting is asking again. */
async function completeRun(address: string, recipe: RecipeInput, signal: AbortSignal): Promise<void> {
  const connection = await Connection.connect({ address });
  try {
    const client = new Client({ connection });
    const handle = await client.workflow.start<typeof selfRewardingRun>('selfRewardingRun', {
      workflowId: `srlm-${RUN}`,
      taskQueue: 'srlm',
      args: [recipe],
    });
    for (;;) {
      const status = await handle.describe().then(
        (description) => description.status.name,
        () => 'UNKNOWN',
      );
      if (status !== 'RUNNING' && status !== 'UNKNOWN') break;
      await sleep(ASK_AGAIN_MS, undefined, { signal });
    }
    await handle.result();
  } finally {
    await connection.close();
  }
}
