import { existsSync } from 'node:fs';
import { WorkflowExecutionAlreadyStartedError, type Client } from '@temporalio/client';
import { recipeSchema } from '../recipes/recipe';
import { RunNotFoundError } from '../temporal/errors';
import { findRun, type FoundRun } from '../temporal/find-run';
import { benchmarksWorkflowId } from '../temporal/workflow-ids';
import type { benchmarkModel, BenchmarkModelInput } from '../workflows/benchmark-model';
import { searchAttributes } from '../workflows/search-attributes';
import { InvalidInputError, OperationFailedError } from './errors';
import { readRecipe } from './recipe/read-recipe';

/** What was asked for: the benchmarks of a recipe, or those that the run itself has. @throws InvalidInputError */
export async function whatToMeasure(argument: string, model: string): Promise<BenchmarkModelInput> {
  const run = recipeSchema.shape.run.safeParse(argument);
  if (run.success && !existsSync(argument)) return { run: run.data, model };
  const { resolved } = await readRecipe(argument);
  const { benchmarks } = resolved.evaluation;
  if (!benchmarks) throw new InvalidInputError(`${argument} has no evaluation.benchmarks`);
  return { run: resolved.run, model, benchmarks };
}

/** Starts benchmarks of a model by hand. Both would serve their models by the same server, so that the run must have ended. */
export async function startBenchmarks(
  client: Client,
  taskQueue: string,
  input: BenchmarkModelInput,
): Promise<Pick<FoundRun, 'run' | 'workflowId' | 'runId'>> {
  const { run, model } = input;
  if ((await stateOf(client, run)) === 'RUNNING') {
    throw new OperationFailedError(`Run "${run}" is under way and serves its own models; wait for its end, or stop it`);
  }
  const workflowId = benchmarksWorkflowId(run);
  try {
    const handle = await client.workflow.start<typeof benchmarkModel>('benchmarkModel', {
      workflowId,
      taskQueue,
      args: [input],
      staticSummary: `${run}: benchmarks of ${model}`,
      // The audit finds by it what the histories name.
      typedSearchAttributes: [{ key: searchAttributes.run, value: run }],
    });
    return { run, workflowId, runId: handle.firstExecutionRunId };
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    throw new OperationFailedError(`Benchmarks of run "${run}" are under way already (workflow ${workflowId})`);
  }
}

async function stateOf(client: Client, run: string): Promise<FoundRun['state'] | null> {
  try {
    return (await findRun(client, run)).state;
  } catch (error) {
    // Its history may be gone while its models are in the store.
    if (error instanceof RunNotFoundError) return null;
    throw error;
  }
}
