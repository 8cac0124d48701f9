import type { Client } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { z } from 'zod';

/** As exported by the Web UI or the CLI; the SDK reads it back. */
const exportedSchema = z.looseObject({ events: z.array(z.looseObject({ eventType: z.string() })) });

export interface ExportedHistory {
  workflowId: string;
  history: z.infer<typeof exportedSchema>;
}

interface Execution {
  workflowId: string;
  runId: string;
}

/** The history of every execution that these led to: iterations, and what continued as new. */
export async function historiesOf(client: Client, started: readonly Execution[]): Promise<ExportedHistory[]> {
  const queue = [...started];
  const seen = new Set<string>();
  const histories: ExportedHistory[] = [];
  for (let next = queue.shift(); next; next = queue.shift()) {
    if (seen.has(next.runId)) continue;
    seen.add(next.runId);
    const { workflowId, runId } = next;
    const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    histories.push({ workflowId, history: exportedSchema.parse(JSON.parse(historyToJSON(history))) });
    for (const event of history.events ?? []) {
      const child = event.childWorkflowExecutionStartedEventAttributes?.workflowExecution;
      if (child?.workflowId && child.runId) queue.push({ workflowId: child.workflowId, runId: child.runId });
      const newRunId = event.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId;
      if (newRunId) queue.push({ workflowId, runId: newRunId });
    }
  }
  return histories;
}
