import { Client } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import { createActivities } from './activities/create-activities';
import { createInferenceHostClient } from './clients/inference-host-client';
import { createTrainerClient } from './clients/trainer-client';
import { readEnvironment, secrets, showsStacks } from './env';
import { createModelPools } from './serving/model-pools';
import { createFileSystemStore } from './store/file-system-store';
import { createRecordedCalls } from './store/recorded-calls';
import { connectWorker } from './temporal/connect-worker';
import { createDataConverter } from './temporal/encryption/data-converter';
import { createIterationSchedules } from './temporal/iteration-schedules';
import { workerVersioning } from './temporal/worker-versioning';
import { workflowCode } from './temporal/workflow-code';

/** The composition root: settings -> clients -> activities -> worker. SIGINT or SIGTERM ends it after its calls. */
async function runWorker(): Promise<void> {
  const environment = readEnvironment();
  const { namespace, taskQueue } = environment.temporal;
  const dataConverter = createDataConverter(environment.temporal);
  const connection = await connectWorker(environment.temporal, log);
  const pools = createModelPools(secrets, environment.maxCallsPerReplica);
  try {
    const worker = await Worker.create({
      connection,
      namespace,
      taskQueue,
      dataConverter,
      ...workflowCode(environment.temporal),
      ...workerVersioning(environment.versioning),
      activities: createActivities({
        store: createFileSystemStore(environment.store),
        storeUrl: environment.storeUrl,
        pools,
        recordedCalls: createRecordedCalls(environment.store),
        trainer: createTrainerClient(environment.trainer),
        inferenceHost: createInferenceHostClient(environment.inferenceHost),
        schedules: createIterationSchedules(new Client({ connection, namespace, dataConverter }), taskQueue),
        baseModelFolders: environment.baseModelFolders,
        examplesFolder: environment.examplesFolder,
      }),
      // Each cached workflow costs about 1.3 MB, and a run has one or two.
      maxCachedWorkflows: 50,
      maxConcurrentActivityTaskExecutions: 100,
      // A cancellation reaches an activity with its next heartbeat, so these bound how long a pause takes.
      maxHeartbeatThrottleInterval: '5s',
      defaultHeartbeatThrottleInterval: '5s',
      shutdownGraceTime: '20s',
    });
    // The embedded stack takes this line for the sign that the worker is ready.
    log(`Working on task queue "${taskQueue}" of ${environment.temporal.address}`);
    await worker.run();
  } finally {
    await pools.close();
    await connection.close();
  }
}

function log(line: string): void {
  process.stderr.write(`${line}\n`);
}

runWorker().catch((error: unknown) => {
  const text = error instanceof Error && !showsStacks() ? error.message : error;
  log(`The worker stopped: ${text instanceof Error ? (text.stack ?? text.message) : String(text)}`);
  process.exitCode = 1;
});
