import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from '@temporalio/worker';
import { workerVersioning } from '../../src/temporal/worker-versioning';
import type { selfRewardingRun } from '../../src/workflows/self-rewarding-run';
import { fakeActivities, type FakeEngines } from './fake-activities';
import { holdAt } from './held-calls';
import { historiesOf } from './histories';
import { eventually, WorkflowTestBed } from './temporal-environment';

jest.setTimeout(120_000);

const DEPLOYMENT = 'srlm';
const TASK_QUEUE = 'versioned';

let bed: WorkflowTestBed;
beforeAll(async () => {
  bed = await WorkflowTestBed.start();
});
afterAll(() => bed.stop());

/** A build of the worker under way. */
async function startBuild(buildId: string, root: string, engines: FakeEngines) {
  const worker = await Worker.create({
    connection: bed.environment.nativeConnection,
    taskQueue: TASK_QUEUE,
    workflowBundle: bed.bundle,
    activities: fakeActivities(root, engines),
    maxHeartbeatThrottleInterval: '200ms',
    defaultHeartbeatThrottleInterval: '200ms',
    ...workerVersioning({ deployment: DEPLOYMENT, buildId }),
  });
  const running = worker.run();
  return {
    stop: async () => {
      worker.shutdown();
      await running;
    },
  };
}

/** What a rollout does: new work and running workflows go to this build. The server must have seen its worker first. */
async function makeCurrent(buildId: string): Promise<void> {
  const { workflowService, options } = bed.environment.client;
  const request = { namespace: options.namespace, deploymentName: DEPLOYMENT, buildId };
  await eventually(
    () =>
      workflowService.setWorkerDeploymentCurrentVersion(request).then(
        () => 'current',
        (error: unknown) => String(error),
      ),
    (answer) => answer === 'current',
  );
}

describe('a worker deployment', () => {
  it('lets the new build finish a run that the old one began', async () => {
    const root = await mkdtemp(join(tmpdir(), 'srlm-workflows-'));
    const hold = holdAt('sample 1.1/0');
    const old: FakeEngines = { calls: [], hold, pairsPerIteration: 3 };
    const renewed: FakeEngines = { calls: [], hold: undefined, pairsPerIteration: 3 };
    const { client } = bed.environment;

    const buildA = await startBuild('A', root, old);
    await makeCurrent('A');
    const handle = await client.workflow.start<typeof selfRewardingRun>('selfRewardingRun', {
      workflowId: 'versioned-run',
      taskQueue: TASK_QUEUE,
      args: [{ run: 'versioned', iterations: 1 }],
    });
    await eventually(
      async () => old.calls,
      (calls) => calls.includes(hold.at),
    );
    const buildB = await startBuild('B', root, renewed);
    await makeCurrent('B');
    await buildA.stop();
    const result = await handle.result();
    await buildB.stop();

    expect(result.models.map(({ model }) => model.name)).toEqual(['M0', 'sft', 'M1', 'M2']);
    expect(old.calls).not.toContain('train M2 from M1');
    expect(renewed.calls).toEqual(expect.arrayContaining(['sample 1.1/0', 'train M2 from M1']));
    expect(renewed.calls).not.toContain('train M1 from M0');
    const { runId } = await handle.describe();
    for (const { history } of await historiesOf(client, [{ workflowId: handle.workflowId, runId }])) {
      const builds = JSON.stringify(history).match(/"buildId":"[AB]"/g) ?? [];
      expect([builds.at(0), builds.at(-1)]).toEqual(['"buildId":"A"', '"buildId":"B"']);
    }
  });
});
