import { ApplicationFailure, setHandler } from '@temporalio/workflow';
import { parseInput } from './inputs';
import {
  approvalSchema,
  approve,
  concurrencyChanged,
  concurrencySchema,
  extend,
  extensionSchema,
  pause,
  pauseDescription,
  reject,
  rejectionSchema,
  resume,
  setConcurrency,
  status,
  stopAfterIteration,
} from './messages';
import type { Progress } from './progress';
import type { RunControl } from './run-control';

/** The messages of a run. Names, descriptions and effects are what the Web UI shows; each takes one JSON object. */
export function handleRunMessages(control: RunControl, progress: Progress): void {
  const { status: shown } = progress;

  setHandler(status, () => shown, { description: 'What the run is doing, with counts and models' });

  setHandler(
    approve,
    (message) => {
      control.awaitingApproval = false;
      return noted('was approved', parseInput(approvalSchema, message ?? {}).note);
    },
    {
      validator: (message) => {
        parseInput(approvalSchema, message ?? {});
        if (!control.awaitingApproval || !control.rejectionDesk.reject) refuse('No iteration waits for approval');
      },
      description: 'Accept the iteration that waits: {"note": "..."} or {}',
    },
  );
  setHandler(
    reject,
    (message) => {
      const rejection = parseInput(rejectionSchema, message);
      control.rejectionDesk.reject?.(rejection);
      return noted(
        rejection.action === 'redo' ? 'was rejected and is redone' : 'was rejected and the run stops',
        rejection.reason,
      );
    },
    {
      validator: (message) => {
        parseInput(rejectionSchema, message);
        if (!control.rejectionDesk.reject) refuse('No iteration is under way that could be rejected');
      },
      description: 'Refuse the iteration under way, at any stage: {"reason": "...", "action": "redo" | "stop"}',
    },
  );
  setHandler(
    extend,
    (message) => {
      shown.iterations += parseInput(extensionSchema, message).iterations;
      progress.show();
      return `The run will have ${shown.iterations} iterations.`;
    },
    {
      validator: (message) => {
        parseInput(extensionSchema, message);
        if (shown.stage === 'finished' || shown.stage === 'stopped')
          refuse('The run is ending; start it again with more iterations');
      },
      description: 'Add iterations: {"iterations": 2}',
    },
  );
  setHandler(
    setConcurrency,
    async (message) => {
      control.concurrency = { ...control.concurrency, ...parseInput(concurrencySchema, message) };
      await control.tellIteration(concurrencyChanged, control.concurrency);
      return `Shards that start from now on use ${JSON.stringify(control.concurrency)}.`;
    },
    {
      validator: (message) => void parseInput(concurrencySchema, message),
      description: 'How much is labelled at the same time: {"concurrentShards": 8, "callsInFlight": 64}',
    },
  );
  setHandler(pause, () => switchTo(true), { description: pauseDescription });
  setHandler(resume, () => switchTo(false), { description: 'Go on after a pause' });
  setHandler(
    stopAfterIteration,
    () => {
      shown.stopping = true;
      progress.show();
    },
    { description: 'End the run when the iteration under way is done' },
  );

  function refuse(why: string): never {
    throw ApplicationFailure.nonRetryable(`${why}; the run is at stage "${shown.stage}"`, 'NothingToDecide');
  }

  function noted(what: string, why: string | undefined): string {
    const line = `${shown.subject} ${what}${why === undefined ? '' : `: ${why}`}`;
    shown.notes.push(line);
    progress.show();
    return line;
  }

  async function switchTo(paused: boolean): Promise<void> {
    control.pauseSwitch.paused = paused;
    shown.paused = paused;
    progress.show();
    await control.tellIteration(paused ? pause : resume);
  }
}
