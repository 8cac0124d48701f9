import { loadDataConverter, decodeArrayFromPayloads } from '@temporalio/common/lib/internal-non-workflow';
import type { DataConverter } from '@temporalio/common';
import { referencesIn, type References } from '../references-in';
import type { RecordedHistory } from './recorded-history';

type HistoryEvent = NonNullable<RecordedHistory['history']['events']>[number];

/** What the result of one activity names. */
export interface NamedInEvent extends References {
  /** The workflow and event, for messages. */
  by: string;
}

export interface ReadHistory {
  named: NamedInEvent[];
  /** Executions that this one started or continued as, which must have histories of their own. */
  leadsTo: { workflowId: string; runId: string }[];
}

/** What a history names: the files and models in the results of its activities, and the executions that follow from it. */
export async function readHistory(recorded: RecordedHistory, dataConverter?: DataConverter): Promise<ReadHistory> {
  const converter = loadDataConverter(dataConverter);
  const read: ReadHistory = { named: [], leadsTo: [] };
  for (const event of recorded.history.events ?? []) {
    const payloads = event.activityTaskCompletedEventAttributes?.result?.payloads;
    if (payloads) {
      const results = await decodeArrayFromPayloads(converter, payloads);
      read.named.push({ by: eventPlace(recorded, event), ...referencesIn(results) });
    }
    const child = event.childWorkflowExecutionStartedEventAttributes?.workflowExecution;
    if (child?.workflowId && child.runId) read.leadsTo.push({ workflowId: child.workflowId, runId: child.runId });
    const next = event.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId;
    if (next) read.leadsTo.push({ workflowId: recorded.workflowId, runId: next });
  }
  return read;
}

export function eventPlace({ workflowId }: RecordedHistory, { eventId }: HistoryEvent): string {
  return `workflow ${workflowId}, event ${String(eventId ?? '?')}`;
}
