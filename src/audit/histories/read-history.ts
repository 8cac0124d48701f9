import { loadDataConverter, decodeArrayFromPayloads } from '@temporalio/common/lib/internal-non-workflow';
import type { DataConverter } from '@temporalio/common';
import { referencesIn, type References } from '../references-in';
import { leadsTo, type Execution } from './leads-to';
import type { RecordedHistory } from './recorded-history';

type HistoryEvent = NonNullable<RecordedHistory['history']['events']>[number];

/** What the result of one activity names. */
export interface NamedInEvent extends References {
  /** The workflow and event, for messages. */
  by: string;
}

export interface ReadHistory {
  named: NamedInEvent[];
  leadsTo: Execution[];
  /** The event at which reading ended, because its result was damaged or is encrypted with a key that is not here. */
  unreadable?: { by: string; problem: string };
}

/** What a history names: the files and models in the results of its activities, and the executions that follow from it. */
export async function readHistory(recorded: RecordedHistory, dataConverter?: DataConverter): Promise<ReadHistory> {
  const converter = loadDataConverter(dataConverter);
  const read: ReadHistory = { named: [], leadsTo: leadsTo(recorded, recorded.history) };
  for (const event of recorded.history.events ?? []) {
    const payloads = event.activityTaskCompletedEventAttributes?.result?.payloads;
    if (payloads) {
      const by = eventPlace(recorded, event);
      try {
        read.named.push({ by, ...referencesIn(await decodeArrayFromPayloads(converter, payloads)) });
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        return { ...read, unreadable: { by, problem: `its result cannot be read: ${reason}` } };
      }
    }
  }
  return read;
}

export function eventPlace({ workflowId }: RecordedHistory, { eventId }: HistoryEvent): string {
  return `workflow ${workflowId}, event ${String(eventId ?? '?')}`;
}
