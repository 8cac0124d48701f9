import type { History } from '@temporalio/common/lib/proto-utils';

/** One execution of a workflow. */
export interface Execution {
  workflowId: string;
  runId: string;
}

/** The executions that one started or continued as, which have histories of their own. */
export function leadsTo({ workflowId }: Pick<Execution, 'workflowId'>, { events }: History): Execution[] {
  const found: Execution[] = [];
  for (const event of events ?? []) {
    const child = event.childWorkflowExecutionStartedEventAttributes?.workflowExecution;
    if (child?.workflowId && child.runId) found.push({ workflowId: child.workflowId, runId: child.runId });
    const next = event.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId;
    if (next) found.push({ workflowId, runId: next });
  }
  return found;
}

export function executionName({ workflowId, runId }: Execution): string {
  return `workflow ${workflowId} (run ${runId})`;
}
