import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from '@temporalio/worker';
import { z } from 'zod';
import type { ArtifactStore } from '../../../src/store/artifact-store';
import { createFileSystemStore } from '../../../src/store/file-system-store';
import { runLayout } from '../../../src/store/run-layout';
import type { RunResult, selfRewardingRun } from '../../../src/workflows/self-rewarding-run';
import { startRecordingEngines, writeBaseModel } from '../audit/recording-engines';
import type { WorkflowTestBed } from '../temporal-environment';

const trainingSchema = z.looseObject({
  specification: z.looseObject({ dataset: z.looseObject({ path: z.string() }) }),
});

export interface PlayedRun {
  result: RunResult;
  root: string;
  store: ArtifactStore;
  /** The bodies of the chat calls, and the outputs of the training jobs, in their order. */
  chats: readonly unknown[];
  jobs: readonly string[];
  /** What the trainer was told to make a model with. */
  specification(model: string): Promise<z.infer<typeof trainingSchema>['specification']>;
  rows(path: string): Promise<Record<string, unknown>[]>;
}

interface WithServer {
  /** Fields of the recipe that name the model server, whose address is known once it listens. */
  withServer?: (url: string) => object;
}

/** A whole run of a method with the real workflows and activities, over engines that answer at once. */
export async function playMethod(
  bed: WorkflowTestBed,
  { withServer, ...recipe }: { run: string; method: string } & Record<string, unknown> & WithServer,
  look: (played: PlayedRun) => Promise<void>,
): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), 'srlm-method-'));
  const engines = await startRecordingEngines(root);
  const store = createFileSystemStore(root);
  const { run } = recipe;
  const read = async (path: string) => {
    const artifact = await store.find(path);
    if (!artifact) throw new Error(`${path} is not in the store`);
    return artifact;
  };
  try {
    const baseModel = join(root, 'base');
    await writeBaseModel(baseModel);
    const worker = await Worker.create({
      connection: bed.environment.nativeConnection,
      taskQueue: run,
      workflowBundle: bed.bundle,
      activities: engines.activities,
    });
    const result = await worker.runUntil(async () => {
      const handle = await bed.environment.client.workflow.start<typeof selfRewardingRun>('selfRewardingRun', {
        workflowId: `srlm-${run}`,
        taskQueue: run,
        workflowExecutionTimeout: '60 seconds',
        args: [{ baseModel, ...recipe, ...withServer?.(engines.url) }],
      });
      return handle.result();
    });
    await look({
      result,
      root,
      store,
      chats: engines.chats,
      jobs: engines.jobs,
      specification: async (model) =>
        trainingSchema.parse(JSON.parse(await store.readText(await read(runLayout(run).training(model)))))
          .specification,
      rows: async (path) => store.readRows(await read(path), z.record(z.string(), z.unknown())),
    });
  } finally {
    await engines.close();
    await rm(root, { recursive: true, force: true });
  }
}
