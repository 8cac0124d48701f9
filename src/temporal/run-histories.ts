import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import type { History } from '@temporalio/common/lib/proto-utils';
import { executionName, leadsTo, type Execution } from '../audit/histories/leads-to';
import type { RecordedHistory } from '../audit/histories/recorded-history';
import { runWorkflowId } from './workflow-ids';

/**
 * The history of every execution under the name of a run: the run itself with what it continued as, its iterations with
 * those done again, and iterations that were started alone. Visibility lags behind, so the newest execution is asked for
 * by its id, and those that a history leads to by theirs. What retention removed is left out.
 */
export async function* runHistories(client: Client, run: string): AsyncGenerator<RecordedHistory> {
  const queue: Execution[] = [];
  for await (const { workflowId, runId } of client.workflow.list({ query: `SrlmRun="${run}"` }))
    queue.push({ workflowId, runId });
  const newest = await unlessGone(() => client.workflow.getHandle(runWorkflowId(run)).describe());
  if (newest) queue.push({ workflowId: newest.workflowId, runId: newest.runId });
  const seen = new Set<string>();
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { workflowId, runId } = next;
    if (seen.has(executionName(next))) continue;
    seen.add(executionName(next));
    const history = await unlessGone<History>(() => client.workflow.getHandle(workflowId, runId).fetchHistory());
    if (!history) continue;
    yield { workflowId, runId, history, place: `run ${runId}` };
    queue.push(...leadsTo({ workflowId }, history));
  }
}

async function unlessGone<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}
