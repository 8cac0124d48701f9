import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import type { selfRewardingRun } from '../../src/workflows/self-rewarding-run';

/** Resets a workflow as the Web UI does, to the first or the last workflow task that was completed. */
export async function resetTo(client: Client, workflowId: string, task: 'first' | 'last') {
  const { runId } = await client.workflow.getHandle(workflowId).describe();
  const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
  const completed = (events ?? []).filter((event) => event.workflowTaskCompletedEventAttributes);
  const reset = await client.workflowService.resetWorkflowExecution({
    namespace: client.options.namespace,
    workflowExecution: { workflowId, runId },
    workflowTaskFinishEventId: completed.at(task === 'first' ? 0 : -1)?.eventId ?? null,
    reason: 'a person reset it',
    requestId: randomUUID(),
  });
  return client.workflow.getHandle<typeof selfRewardingRun>(workflowId, reset.runId);
}
