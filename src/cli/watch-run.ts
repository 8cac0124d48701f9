import { setTimeout } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { workflowLink, type UiSettings } from '../temporal/deep-links';
import type { FoundRun } from '../temporal/find-run';
import { viewRun, type RunView } from '../temporal/run-view';
import { serviceCondition } from '../temporal/service-condition';
import { OperationFailedError } from './errors';
import type { Terminal } from './terminal';
import { createRunView, type ViewFormat } from './view/run-views';

const POLL_MS = 1000;

export interface WatchOptions {
  client: Client;
  ui: UiSettings;
  run: Pick<FoundRun, 'run' | 'workflowId'>;
  terminal: Terminal;
  format: ViewFormat;
  /** Ends the watching, not the run. */
  signal: AbortSignal;
}

/**
 * Shows a run until it ends, through restarts of workers and of the Temporal server. Returns the last view: of the end,
 * or of a run that goes on when `signal` ended the watching.
 */
export async function watchRun({
  client,
  ui,
  run,
  terminal,
  format,
  signal,
}: WatchOptions): Promise<RunView | undefined> {
  const shown = createRunView(format, terminal);
  let last: RunView | undefined;
  while (!signal.aborted) {
    const seen = await look(client, run, last);
    // A worker that is away does not make what is known of the run untrue.
    const view = seen && { ...seen, status: seen.status ?? last?.status ?? null };
    if (view) shown.show({ view, link: workflowLink(ui, run.workflowId), atMs: Date.now() });
    last = view ?? last;
    if (view && view.state !== 'RUNNING') return view;
    await setTimeout(POLL_MS, undefined, { signal }).catch(unlessAborted(signal));
  }
  return last;
}

async function look(client: Client, run: WatchOptions['run'], last: RunView | undefined): Promise<RunView | undefined> {
  try {
    return await viewRun(client, run);
  } catch (error) {
    if (serviceCondition(error) === 'other') throw error;
    return last && { ...last, unanswered: 'Temporal does not answer; the run goes on when it is back' };
  }
}

function unlessAborted(signal: AbortSignal): (error: unknown) => void {
  return (error) => {
    if (!signal.aborted) throw error;
  };
}

/** @throws OperationFailedError when a run ended otherwise than by completing. */
export function requireGoodEnd(view: RunView | undefined): void {
  if (!view || view.state === 'RUNNING' || view.state === 'COMPLETED') return;
  throw new OperationFailedError(
    `Run "${view.run}" ended as ${view.state}${view.failure === null ? '' : `: ${view.failure}`}`,
  );
}
