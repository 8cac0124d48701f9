import { ApplicationFailure, condition, setHandler, type ChildWorkflowHandle } from '@temporalio/workflow';
import type { Recipe } from '../recipes/recipe';
import { parseInput, type Carried } from './inputs';
import {
  approvalSchema,
  approve,
  concurrencyChanged,
  concurrencySchema,
  extend,
  extensionSchema,
  pause,
  reject,
  rejectionSchema,
  resume,
  setConcurrency,
  status,
  stopAfterIteration,
  type Concurrency,
} from './messages';
import type { PauseSwitch } from './pausable';
import type { Progress } from './progress';
import type { selfRewardingIteration } from './self-rewarding-iteration';

export type Decision = 'accepted' | 'redo' | 'stopped';

/** How people steer a run: its message handlers, and what they have asked for so far. */
export interface RunControl {
  readonly pauseSwitch: PauseSwitch;
  readonly stopping: boolean;
  readonly concurrency: Concurrency | undefined;
  /** The iteration under way; pauses and the like are passed on to it. */
  child: ChildWorkflowHandle<typeof selfRewardingIteration> | undefined;
  /** Shows the recipe once it is resolved, and goes on where a run that continued as new stopped. */
  open(recipe: Recipe): void;
  attemptAt(iteration: number): number;
  redo(iteration: number): void;
  /** Waits for a person to approve or reject. */
  decision(): Promise<Decision>;
  carry(): Carried;
}

export function createRunControl(progress: Progress, carried: Carried | undefined): RunControl {
  const { status: shown } = progress;
  const pauseSwitch = { paused: carried?.paused ?? false };
  const attempts: Record<string, number> = { ...carried?.attempts };
  let concurrency = carried?.concurrency;
  let decision: Decision | undefined;

  const control: RunControl = {
    pauseSwitch,
    child: undefined,
    get stopping() {
      return shown.stopping;
    },
    get concurrency() {
      return concurrency;
    },
    open(recipe) {
      Object.assign(shown, {
        run: recipe.run,
        method: recipe.method,
        iterations: Math.max(shown.iterations + recipe.iterations, carried?.iterations ?? 0),
        paused: pauseSwitch.paused,
        stopping: shown.stopping || (carried?.stopping ?? false),
      });
    },
    attemptAt: (iteration) => attempts[String(iteration)] ?? 1,
    redo: (iteration) => {
      attempts[String(iteration)] = control.attemptAt(iteration) + 1;
    },
    async decision() {
      decision = undefined;
      await condition(() => decision !== undefined);
      return decision ?? 'stopped';
    },
    carry: () => ({
      iterations: shown.iterations,
      attempts,
      paused: pauseSwitch.paused,
      stopping: shown.stopping,
      ...(concurrency ? { concurrency } : {}),
    }),
  };

  setHandler(status, () => shown, { description: 'What the run is doing, with counts and models' });

  setHandler(approve, (message) => decide('accepted', parseInput(approvalSchema, message ?? {}).note), {
    validator: (message) => {
      parseInput(approvalSchema, message ?? {});
      mustAwaitApproval();
    },
    description: 'Accept the iteration that waits: {"note": "..."} or {}',
  });
  setHandler(
    reject,
    (message) => {
      const { reason, action } = parseInput(rejectionSchema, message);
      return decide(action === 'redo' ? 'redo' : 'stopped', reason);
    },
    {
      validator: (message) => {
        parseInput(rejectionSchema, message);
        mustAwaitApproval();
      },
      description: 'Refuse the iteration that waits: {"reason": "...", "action": "redo" | "stop"}',
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
      validator: (message) => void parseInput(extensionSchema, message),
      description: 'Add iterations: {"iterations": 2}',
    },
  );
  setHandler(
    setConcurrency,
    async (message) => {
      concurrency = { ...concurrency, ...parseInput(concurrencySchema, message) };
      await control.child?.signal(concurrencyChanged, concurrency);
      return `Shards that start from now on use ${JSON.stringify(concurrency)}.`;
    },
    {
      validator: (message) => void parseInput(concurrencySchema, message),
      description: 'How much is labelled at the same time: {"concurrentShards": 8, "callsInFlight": 64}',
    },
  );
  setHandler(pause, () => switchTo(true), { description: 'Pause between two calls; finished calls are kept' });
  setHandler(resume, () => switchTo(false), { description: 'Go on after a pause' });
  setHandler(
    stopAfterIteration,
    () => {
      shown.stopping = true;
      progress.show();
    },
    { description: 'End the run when the iteration under way is done' },
  );

  function mustAwaitApproval(): void {
    if (shown.stage === 'awaiting approval') return;
    throw ApplicationFailure.nonRetryable(
      `No iteration waits for approval; the run is at stage "${shown.stage}"`,
      'NothingToDecide',
    );
  }

  function decide(value: Decision, why: string | undefined): string {
    decision = value;
    const line = `${shown.subject} was ${value === 'accepted' ? 'approved' : 'rejected'}${why === undefined ? '' : `: ${why}`}`;
    shown.notes.push(line);
    progress.show();
    return line;
  }

  async function switchTo(paused: boolean): Promise<void> {
    pauseSwitch.paused = paused;
    shown.paused = paused;
    progress.show();
    await control.child?.signal(paused ? pause : resume);
  }

  return control;
}
