import { Client } from '@temporalio/client';
import { Worker, type Logger } from '@temporalio/worker';
import { createActivities } from './activities/create-activities';
import { createCommandRunner } from './clients/command-runner';
import { createInferenceHostClient } from './clients/inference-host-client';
import { createMlflowClient } from './clients/mlflow-client';
import { createTrainerClient } from './clients/trainer-client';
import { environmentOfCommands, readEnvironment, secrets, secretValues, showsStacks, type Environment } from './env';
import { createLogger } from './observability/create-logger';
import { watchPools } from './observability/pool-metrics';
import { startObservability } from './observability/start-observability';
import { traceHeaders } from './observability/start-tracing';
import { createModelPools } from './serving/model-pools';
import { createFileSystemStore } from './store/file-system-store';
import { createRecordedCalls } from './store/recorded-calls';
import { connectWorker } from './temporal/connect-worker';
import { createDataConverter } from './temporal/encryption/data-converter';
import { createIterationSchedules } from './temporal/iteration-schedules';
import { shutdownGraceSeconds } from './temporal/shutdown-grace';
import { workerVersioning } from './temporal/worker-versioning';
import { workflowCode } from './temporal/workflow-code';

/** The composition root: settings -> clients -> activities -> worker. SIGINT or SIGTERM ends it after its calls. */
async function runWorker(environment: Environment, logger: Logger): Promise<void> {
  const observability = await startObservability(environment.observability, logger);
  const { namespace, taskQueue, encryptionKeysFile } = environment.temporal;
  const dataConverter = createDataConverter(environment.temporal);
  const connection = await connectWorker(environment.temporal, (line) => void logger.info(line));
  const pools = createModelPools(secrets, environment.maxCallsPerReplica, { onCall: observability.onCall });
  watchPools(() => pools.status());
  try {
    const worker = await Worker.create({
      connection,
      namespace,
      taskQueue,
      dataConverter,
      ...workflowCode({
        encrypts: encryptionKeysFile !== undefined,
        traces: environment.observability.tracing !== undefined,
      }),
      ...workerVersioning(environment.versioning),
      ...observability.workerOptions,
      activities: createActivities({
        store: createFileSystemStore(environment.store),
        storeUrl: environment.storeUrl,
        pools,
        recordedCalls: createRecordedCalls(environment.store),
        trainer: createTrainerClient({ ...environment.trainer, headers: traceHeaders }),
        inferenceHost: createInferenceHostClient(environment.inferenceHost),
        commands: environment.allowCommands ? createCommandRunner(environmentOfCommands) : null,
        schedules: createIterationSchedules(new Client({ connection, namespace, dataConverter }), taskQueue),
        mlflow: environment.mlflow && createMlflowClient(environment.mlflow),
        baseModelFolders: environment.baseModelFolders,
        examplesFolder: environment.examplesFolder,
      }),
      // Each cached workflow costs about 1.3 MB, and a run has one or two.
      maxCachedWorkflows: 50,
      maxConcurrentActivityTaskExecutions: 100,
      // A cancellation reaches an activity with its next heartbeat, so these bound how long a pause takes.
      maxHeartbeatThrottleInterval: '5s',
      defaultHeartbeatThrottleInterval: '5s',
      shutdownGraceTime: `${shutdownGraceSeconds}s`,
    });
    // The embedded stack takes this line for the sign that the worker is ready.
    logger.info(`Working on task queue "${taskQueue}" of ${environment.temporal.address}`);
    await worker.run();
  } finally {
    await pools.close();
    await connection.close();
    await observability.stop();
  }
}

function writeLine(line: string): void {
  process.stderr.write(line);
}

async function main(): Promise<void> {
  const environment = readEnvironment();
  const logger = createLogger(environment.observability.logFormat, secretValues(), writeLine);
  await runWorker(environment, logger).catch((error: unknown) => {
    logger.error(whyStopped(error));
    process.exitCode = 1;
  });
}

function whyStopped(error: unknown): string {
  const text = error instanceof Error && !showsStacks() ? error.message : error;
  return `The worker stopped: ${text instanceof Error ? (text.stack ?? text.message) : String(text)}`;
}

main().catch((error: unknown) => {
  writeLine(`${whyStopped(error)}\n`);
  process.exitCode = 1;
});
