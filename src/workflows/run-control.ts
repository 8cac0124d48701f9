import { condition, type ChildWorkflowHandle, type SignalDefinition } from '@temporalio/workflow';
import type { Recipe } from '../recipes/recipe';
import type { Carried } from './inputs';
import type { Concurrency } from './messages';
import type { PauseSwitch } from './pausable';
import type { Progress } from './progress';
import { handleRunMessages } from './run-messages';
import type { selfRewardingIteration } from './self-rewarding-iteration';
import type { RejectionDesk } from './unless-rejected';

/** How people steer a run: what they have asked for so far. `handleRunMessages` writes to it, the workflow reads it. */
export interface RunControl {
  readonly pauseSwitch: PauseSwitch;
  readonly rejectionDesk: RejectionDesk;
  readonly stopping: boolean;
  concurrency: Concurrency | undefined;
  awaitingApproval: boolean;
  /** The iteration under way; pauses and the like are passed on to it. */
  child: ChildWorkflowHandle<typeof selfRewardingIteration> | undefined;
  /** Shows the recipe once it is resolved, and goes on where a run that continued as new stopped. */
  open(recipe: Recipe): void;
  /** Waits for a person to approve; a rejection cancels the wait. */
  approval(): Promise<void>;
  /** Passes a message on to the iteration under way. */
  tellIteration<Args extends unknown[]>(message: SignalDefinition<Args>, ...args: Args): Promise<void>;
  carry(): Carried;
}

export function createRunControl(progress: Progress, carried: Carried | undefined): RunControl {
  const { status: shown } = progress;
  const pauseSwitch = { paused: carried?.paused ?? false };

  const control: RunControl = {
    pauseSwitch,
    rejectionDesk: { reject: undefined },
    concurrency: carried?.concurrency,
    awaitingApproval: false,
    child: undefined,
    get stopping() {
      return shown.stopping;
    },
    open(recipe) {
      Object.assign(shown, {
        run: recipe.run,
        method: recipe.method,
        // What was asked for before the recipe was there comes on top.
        iterations: shown.iterations + Math.max(recipe.iterations, carried?.iterations ?? 0),
        iteration: carried?.iteration ?? 0,
        paused: pauseSwitch.paused,
        stopping: shown.stopping || (carried?.stopping ?? false),
      });
    },
    async approval() {
      control.awaitingApproval = true;
      try {
        await condition(() => !control.awaitingApproval);
      } finally {
        control.awaitingApproval = false;
      }
    },
    async tellIteration(message, ...args) {
      try {
        await control.child?.signal(message, ...args);
      } catch {
        // It ended meanwhile, or the run is being cancelled: then it needs no telling, and the run must not fail for it.
      }
    },
    carry: () => ({
      iteration: shown.iteration,
      models: shown.models,
      iterations: shown.iterations,
      paused: pauseSwitch.paused,
      stopping: shown.stopping,
      ...(control.concurrency ? { concurrency: control.concurrency } : {}),
    }),
  };
  handleRunMessages(control, progress);
  return control;
}
