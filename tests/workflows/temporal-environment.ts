import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import {
  DefaultLogger,
  Runtime,
  Worker,
  type BundleOptions,
  type RuntimeOptions,
  type WorkerOptions,
  type WorkflowBundleOption,
} from '@temporalio/worker';
import type { Client, WorkflowHandle, WorkflowHandleWithFirstExecutionRunId } from '@temporalio/client';
import { ensureTemporal } from '../../infra/embedded/provision/ensure-temporal';
import { bundleWorkflows } from './bundle/bundle-workflows';
import { fakeActivities, type FakeEngines } from './fake-activities';
import { historiesOf, type ExportedHistory } from './histories';
import { searchAttributes } from '../../src/workflows/search-attributes';
import type { selfRewardingRun } from '../../src/workflows/self-rewarding-run';

/** A real Temporal server with a worker whose activities call no engine; one per test file. */
export class WorkflowTestBed {
  static async start(options: BedOptions = {}): Promise<WorkflowTestBed> {
    const { serverArguments = [], identity, runtime, bundling, worker } = options;
    // Failures are what these tests provoke; their log would bury the results.
    Runtime.install({ logger: new DefaultLogger('ERROR'), ...runtime });
    const path = await ensureTemporal({ environment: process.env, report: () => undefined });
    if (!existsSync(path)) throw new Error(`no Temporal server at ${path}`);
    const [environment, bundle] = await Promise.all([
      TestWorkflowEnvironment.createLocal({
        server: {
          executable: { type: 'existing-path', path },
          searchAttributes: Object.values(searchAttributes),
          extraArgs: serverArguments,
        },
        ...(identity === undefined ? {} : { client: { identity } }),
      }),
      workflowBundle(bundling),
    ]);
    return new WorkflowTestBed(environment, bundle, { ...(identity === undefined ? {} : { identity }), ...worker });
  }

  private readonly made: ExportedHistory[] = [];

  private constructor(
    readonly environment: TestWorkflowEnvironment,
    readonly bundle: WorkflowBundleOption,
    private readonly workerOptions: Partial<WorkerOptions>,
  ) {}

  /** Runs `body` with a worker on a queue of its own; gives every history that it made, those of iterations included. */
  async with(engines: Partial<FakeEngines>, body: (bed: RunningBed) => Promise<void>): Promise<ExportedHistory[]> {
    const root = await mkdtemp(join(tmpdir(), 'srlm-workflows-'));
    const taskQueue = root.split('/').at(-1) ?? 'queue';
    const fake: FakeEngines = { calls: [], hold: undefined, pairsPerIteration: 3, ...engines };
    const worker = await Worker.create({
      connection: this.environment.nativeConnection,
      taskQueue,
      workflowBundle: this.bundle,
      activities: fakeActivities(root, fake),
      ...this.workerOptions,
      maxHeartbeatThrottleInterval: '200ms',
      defaultHeartbeatThrottleInterval: '200ms',
    });
    const { client } = this.environment;
    const started: { workflowId: string; runId: string }[] = [];
    await worker.runUntil(async () => {
      await body({
        engines: fake,
        root,
        client,
        start: async (input, workflowType = 'selfRewardingRun') => {
          const workflowId = `${taskQueue}-${started.length + 1}`;
          const handle: WorkflowHandleWithFirstExecutionRunId<typeof selfRewardingRun> = await client.workflow.start(
            workflowType,
            {
              workflowId,
              taskQueue,
              args: [input],
            },
          );
          started.push({ workflowId, runId: handle.firstExecutionRunId });
          return handle;
        },
      });
    });
    // A reset leaves the first execution of a workflow and makes a newest one; otherwise the two are linked, or the same.
    const newest = await Promise.all(started.map(({ workflowId }) => client.workflow.getHandle(workflowId).describe()));
    const histories = await historiesOf(client, [...started, ...newest]);
    this.made.push(...histories);
    return histories;
  }

  /** Fails when a history that was made does not replay: all at once, because each worker takes a second to start. */
  async stop(): Promise<void> {
    await this.environment.teardown();
    const { sinks } = this.workerOptions;
    const replaying = { workflowBundle: this.bundle, ...(sinks ? { sinks } : {}) };
    for await (const { workflowId, error } of Worker.runReplayHistories(replaying, this.made)) {
      if (error) throw new Error(`the history of ${workflowId} does not replay`, { cause: error });
    }
  }
}

/** The code that is bundled for all test files, unless one needs it bundled otherwise. */
async function workflowBundle(options: Partial<BundleOptions> | undefined): Promise<WorkflowBundleOption> {
  const codePath = process.env['SRLM_TEST_BUNDLE'];
  return codePath === undefined || options ? bundleWorkflows(options) : { codePath };
}

export interface BedOptions {
  /** Further arguments of the Temporal server. */
  serverArguments?: string[];
  /** Who worker and client say they are; the default names this machine. */
  identity?: string;
  /** Of the SDK, of the bundle of the workflows, and of the worker. */
  runtime?: RuntimeOptions;
  bundling?: Partial<BundleOptions>;
  worker?: Pick<WorkerOptions, 'interceptors' | 'sinks'>;
}

export interface RunningBed {
  client: Client;
  engines: FakeEngines;
  root: string;
  start: (input: unknown, workflowType?: string) => Promise<WorkflowHandle<typeof selfRewardingRun>>;
}

/** Waits for a condition on something remote; fails with what was seen last when it does not come about. */
export async function eventually<T>(
  look: () => Promise<T>,
  holds: (seen: T) => boolean,
  timeoutMs = 60_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const seen = await look();
    if (holds(seen)) return seen;
    if (Date.now() > deadline) throw new Error(`it did not come about; seen last: ${JSON.stringify(seen)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
