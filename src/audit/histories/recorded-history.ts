import { historyFromJSON, type History } from '@temporalio/common/lib/proto-utils';
import type { Execution } from './leads-to';

/** The history of one workflow execution. */
export interface RecordedHistory extends Execution {
  history: History;
  /** Where it came from, for messages: a file, or the server. */
  place: string;
}

/** Thrown when an exported history is not one. */
export class MalformedHistoryError extends Error {
  override readonly name = 'MalformedHistoryError';
  constructor(
    readonly place: string,
    reason: string,
    cause?: unknown,
  ) {
    super(`${place} is not the history of a workflow: ${reason}`, { cause });
  }
}

/** A history as `srlm audit export`, the Web UI or the temporal command line wrote it. @throws MalformedHistoryError */
export function recordedHistory(place: string, text: string): RecordedHistory {
  let history: History;
  try {
    history = historyFromJSON(JSON.parse(text));
  } catch (error) {
    throw new MalformedHistoryError(place, error instanceof Error ? error.message : String(error), error);
  }
  const started = history.events?.[0]?.workflowExecutionStartedEventAttributes;
  if (!started) throw new MalformedHistoryError(place, 'its first event does not start a workflow');
  const { workflowId, originalExecutionRunId: runId } = started;
  if (!workflowId || !runId) throw new MalformedHistoryError(place, 'its first event has no workflow id or no run id');
  return { workflowId, runId, history, place };
}
