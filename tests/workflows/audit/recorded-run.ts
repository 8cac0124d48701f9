import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { Worker } from '@temporalio/worker';
import type { AuditSources } from '../../../src/audit/audit-sources';
import { recordedHistory, type RecordedHistory } from '../../../src/audit/histories/recorded-history';
import { storeModels } from '../../../src/audit/models/store-models';
import { mergeRecipes } from '../../../src/recipes/merge-recipes';
import { createFileSystemStore } from '../../../src/store/file-system-store';
import { runLayout } from '../../../src/store/run-layout';
import { runHistories } from '../../../src/temporal/run-histories';
import { searchAttributes } from '../../../src/workflows/search-attributes';
import type { WorkflowTestBed } from '../temporal-environment';
import { startRecordingEngines, writeBaseModel } from './recording-engines';

/** The report of a run, its data and its figures. */
export async function viewsOf({ sources: { store, run } }: RecordedRun): Promise<string[]> {
  const layout = runLayout(run);
  return [layout.report, layout.reportData, ...(await store.list(layout.reportFolder))];
}

/** A finished run of two iterations with its store and histories. */
export interface RecordedRun {
  root: string;
  sources: AuditSources;
  remove(): Promise<void>;
}

interface RecordedRunOptions {
  weights?: string;
  recipe?: (engineUrl: string) => object;
  /** Models with benchmarks that they are put through after the run. */
  byHand?: { model: string; benchmarks: object[] }[];
}

export async function recordRun(
  bed: WorkflowTestBed,
  run = 'audited',
  { weights = 'weights', recipe = () => ({ pairPool: 'cumulative' }), byHand = [] }: RecordedRunOptions = {},
): Promise<RecordedRun> {
  const root = await mkdtemp(join(tmpdir(), 'srlm-audited-'));
  const baseModel = join(root, 'base');
  await writeBaseModel(baseModel);
  await writeFile(join(baseModel, 'model.safetensors'), weights);
  const engines = await startRecordingEngines(root);
  const { client, nativeConnection: connection } = bed.environment;
  try {
    const worker = await Worker.create({
      connection,
      taskQueue: run,
      workflowBundle: bed.bundle,
      activities: engines.activities,
    });
    await worker.runUntil(async () => {
      const handle = await client.workflow.start('selfRewardingRun', {
        workflowId: `srlm-${run}`,
        taskQueue: run,
        workflowExecutionTimeout: '60 seconds',
        args: [mergeRecipes(smallRecipe(run, baseModel), recipe(engines.url))],
      });
      await handle.result();
      for (const [index, input] of byHand.entries()) {
        await client.workflow.execute('benchmarkModel', {
          workflowId: `srlm-${run}-benchmarks-${index}`,
          taskQueue: run,
          workflowExecutionTimeout: '60 seconds',
          typedSearchAttributes: [{ key: searchAttributes.run, value: run }],
          args: [{ run, ...input }],
        });
      }
    });
  } finally {
    await engines.close();
  }
  const histories = await collect(runHistories(client, run));
  return {
    root,
    sources: {
      run,
      store: createFileSystemStore(root),
      models: storeModels(root),
      workflowCode: { workflowBundle: bed.bundle },
      // Through JSON, as an exported history is; a generator anew for every audit.
      get histories() {
        return again(histories);
      },
    },
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

function smallRecipe(run: string, baseModel: string) {
  return {
    run,
    baseModel,
    iterations: 2,
    prompts: { perIteration: 5, generatedShare: 0 },
    responses: { perPrompt: 3 },
    judgements: { perResponse: 2 },
    labelling: { shardSize: 3 },
    evaluation: { heldOutGroups: 2, judgementsPerReply: 1, headToHeadPrompts: 2 },
  };
}

export async function* again(histories: readonly RecordedHistory[]): AsyncGenerator<RecordedHistory> {
  for (const { history, place } of histories) yield recordedHistory(place, historyToJSON(history));
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
