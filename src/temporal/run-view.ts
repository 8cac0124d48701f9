import {
  QueryNotRegisteredError,
  WorkflowFailedError,
  WorkflowNotFoundError,
  type Client,
  type WorkflowHandle,
} from '@temporalio/client';
import { status as statusQuery } from '../workflows/messages';
import type { RunStatus } from '../workflows/status';
import type { FoundRun } from './find-run';
import { mergeStatus } from './merge-status';
import { pendingActivities, type PendingActivity } from './pending-activities';
import { rootOf } from './root-of';
import { serviceCondition } from './service-condition';

const ANSWER_MS = 5000;

/** Everything that can be seen of a run from outside, at one moment. */
export interface RunView extends FoundRun {
  /** Null when no worker answered. */
  status: RunStatus | null;
  /** Why there is no newer status; null when there is one. */
  unanswered: string | null;
  activities: PendingActivity[];
  failure: string | null;
}

/** Looks at a run: its own status together with that of the iteration under way and of their pending activities. */
export async function viewRun(
  client: Client,
  { run, workflowId }: Pick<FoundRun, 'run' | 'workflowId'>,
): Promise<RunView> {
  const handle = client.workflow.getHandle(workflowId);
  const description = await within(client, () => handle.describe());
  const isOver = description.status.name !== 'RUNNING';
  const parent = await answerOf(client, handle);
  const child = parent.status?.child ? client.workflow.getHandle(parent.status.child) : undefined;
  const childStatus = child && (await answerOf(client, child));
  const childDescription = child && (await within(client, () => child.describe()));
  return {
    run,
    workflowId,
    runId: description.runId,
    state: description.status.name,
    status: parent.status && mergeStatus(parent.status, childStatus?.status ?? null),
    unanswered: isOver ? null : (parent.unanswered ?? childStatus?.unanswered ?? null),
    activities: await pendingActivities(
      [description, ...(childDescription ? [childDescription] : [])].flatMap(({ raw }) => raw.pendingActivities ?? []),
      client.options.loadedDataConverter,
    ),
    failure: isOver ? await failureOf(client, handle) : null,
  };
}

type Answer = Pick<RunView, 'status' | 'unanswered'>;

/** The answer of the status query. Only a worker can give it, and a view is worth having without one. */
async function answerOf(client: Client, handle: WorkflowHandle): Promise<Answer> {
  try {
    return { status: await within(client, () => handle.query(statusQuery)), unanswered: null };
  } catch (error) {
    if (error instanceof QueryNotRegisteredError || error instanceof WorkflowNotFoundError) {
      return { status: null, unanswered: 'it did not begin' };
    }
    const condition = serviceCondition(error);
    if (condition !== 'late' && condition !== 'not ready') throw error;
    return { status: null, unanswered: 'no worker answers; it goes on when one is up' };
  }
}

/** Why a run that is over ended badly: the innermost reason, which is the one a person can act on. */
async function failureOf(client: Client, handle: WorkflowHandle): Promise<string | null> {
  try {
    await within(client, () => handle.result());
    return null;
  } catch (error) {
    if (!(error instanceof WorkflowFailedError)) throw error;
    const root = rootOf(error);
    return root instanceof Error ? root.message : String(root);
  }
}

function within<T>(client: Client, work: () => Promise<T>): Promise<T> {
  return client.connection.withDeadline(Date.now() + ANSWER_MS, work);
}
