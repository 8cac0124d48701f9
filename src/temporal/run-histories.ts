import type { Client } from '@temporalio/client';
import type { History } from '@temporalio/common/lib/proto-utils';

/**
 * The history of every execution of a run: the run itself with what it continued as, its iterations with those done
 * again, and iterations that were started alone.
 */
export async function* runHistories(client: Client, run: string) {
  for await (const { workflowId, runId } of client.workflow.list({ query: `SrlmRun="${run}"` })) {
    const history: History = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    yield { workflowId, runId, history, place: `run ${runId}` };
  }
}
