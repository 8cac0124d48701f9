import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { bundleWorkflowCode, DefaultLogger, Runtime, Worker, type WorkflowBundle } from '@temporalio/worker';
import type { WorkflowHandle } from '@temporalio/client';
import { ensureTemporal } from '../../infra/embedded/provision/ensure-temporal';
import { fakeActivities, type FakeEngines } from './fake-activities';
import { searchAttributes } from '../../src/workflows/search-attributes';
import type { selfRewardingRun } from '../../src/workflows/self-rewarding-run';

/** A real Temporal server with a worker whose activities call no engine; one per test file. */
export class WorkflowTestBed {
  static async start(): Promise<WorkflowTestBed> {
    // Failures are what these tests provoke; their log would bury the results.
    Runtime.install({ logger: new DefaultLogger('ERROR') });
    const path = await ensureTemporal({ environment: process.env, report: () => undefined });
    if (!existsSync(path)) throw new Error(`no Temporal server at ${path}`);
    const [environment, bundle] = await Promise.all([
      TestWorkflowEnvironment.createLocal({
        server: { executable: { type: 'existing-path', path }, searchAttributes: Object.values(searchAttributes) },
      }),
      bundleWorkflowCode({ workflowsPath: require.resolve('../../src/workflows/index') }),
    ]);
    return new WorkflowTestBed(environment, bundle);
  }

  private constructor(
    readonly environment: TestWorkflowEnvironment,
    readonly bundle: WorkflowBundle,
  ) {}

  /** Runs `body` with a worker on a queue of its own, and checks afterwards that every history that it made replays. */
  async with(engines: Partial<FakeEngines>, body: (bed: RunningBed) => Promise<void>): Promise<void> {
    const root = await mkdtemp(join(tmpdir(), 'srlm-workflows-'));
    const taskQueue = root.split('/').at(-1) ?? 'queue';
    const fake: FakeEngines = { calls: [], hold: undefined, pairsPerIteration: 3, ...engines };
    const worker = await Worker.create({
      connection: this.environment.nativeConnection,
      taskQueue,
      workflowBundle: this.bundle,
      activities: fakeActivities(root, fake),
      maxHeartbeatThrottleInterval: '200ms',
      defaultHeartbeatThrottleInterval: '200ms',
    });
    const handles: WorkflowHandle[] = [];
    await worker.runUntil(async () => {
      await body({
        engines: fake,
        root,
        start: async (input, workflowType = 'selfRewardingRun') => {
          const handle: WorkflowHandle<typeof selfRewardingRun> = await this.environment.client.workflow.start(
            workflowType,
            {
              workflowId: `${taskQueue}-${handles.length}`,
              taskQueue,
              args: [input],
            },
          );
          handles.push(handle);
          return handle;
        },
      });
    });
    await this.replay(handles);
  }

  private async replay(handles: WorkflowHandle[]): Promise<void> {
    for (const handle of handles) {
      const history = await handle.fetchHistory();
      // Through JSON, as an exported history is.
      await Worker.runReplayHistory(
        { workflowBundle: this.bundle },
        JSON.parse(historyToJSON(history)),
        handle.workflowId,
      );
    }
  }

  stop(): Promise<void> {
    return this.environment.teardown();
  }
}

export interface RunningBed {
  engines: FakeEngines;
  root: string;
  start: (input: unknown, workflowType?: string) => Promise<WorkflowHandle<typeof selfRewardingRun>>;
}

/** Waits for a condition on something remote; fails with what was seen last when it does not come about. */
export async function eventually<T>(
  look: () => Promise<T>,
  holds: (seen: T) => boolean,
  timeoutMs = 20_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const seen = await look();
    if (holds(seen)) return seen;
    if (Date.now() > deadline) throw new Error(`it did not come about; seen last: ${JSON.stringify(seen)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
