import { WorkflowNotFoundError, type Client, type WorkflowExecutionInfo } from '@temporalio/client';
import { RunNotFoundError } from './errors';
import { runWorkflowId } from './workflow-ids';

/** The workflow of a run, whoever started it and under whatever id. */
export interface FoundRun {
  run: string;
  workflowId: string;
  runId: string;
  state: RunState;
}

export type RunState = WorkflowExecutionInfo['status']['name'];

/**
 * The run's workflow: the one under way, or the newest that ended. Visibility lags behind a start by moments, so the id
 * that srlm gives is looked up where it finds nothing. @throws RunNotFoundError
 */
export async function findRun(client: Client, run: string): Promise<FoundRun> {
  const query = `WorkflowType="selfRewardingRun" AND SrlmRun="${run}"`;
  for await (const info of client.workflow.list({ query, pageSize: 1 })) return foundRun(run, info);
  try {
    return foundRun(run, await client.workflow.getHandle(runWorkflowId(run)).describe());
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) throw new RunNotFoundError(run, client.options.namespace);
    throw error;
  }
}

function foundRun(run: string, info: Pick<WorkflowExecutionInfo, 'workflowId' | 'runId' | 'status'>): FoundRun {
  return { run, workflowId: info.workflowId, runId: info.runId, state: info.status.name };
}
