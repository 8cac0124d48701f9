import type { Client } from '@temporalio/client';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import type { FoundRun } from '../temporal/find-run';
import { runWorkflowId } from '../temporal/workflow-ids';
import { searchAttributes } from '../workflows/search-attributes';
import { OperationFailedError } from './errors';
import type { ReadRecipe } from './recipe/read-recipe';

/** Starts a run, or goes on with one that ended. The workflow gets what was typed; it resolves and keeps it itself. */
export async function startRun(client: Client, taskQueue: string, { typed, resolved }: ReadRecipe): Promise<FoundRun> {
  const { run, method } = resolved;
  const workflowId = runWorkflowId(run);
  try {
    const handle = await client.workflow.start('selfRewardingRun', {
      workflowId,
      taskQueue,
      args: [typed],
      staticSummary: `${run}: ${method}`,
      // Set from the start, so that the run is found by its name before its first task.
      typedSearchAttributes: [
        { key: searchAttributes.run, value: run },
        { key: searchAttributes.method, value: method },
      ],
    });
    return { run, workflowId, runId: handle.firstExecutionRunId, state: 'RUNNING' };
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    throw new OperationFailedError(`Run "${run}" is under way already; see it with \`srlm watch ${run}\``);
  }
}
