import { startChild, type ChildWorkflowHandle } from '@temporalio/workflow';
import { modelName } from '../core/model-name';
import type { Recipe } from '../recipes/recipe';
import { bookkeeping } from './activity-proxies';
import { decideGate, gateReason } from './gate';
import type { ModelContext } from './make-model';
import { unlessPaused } from './pausable';
import type { Progress } from './progress';
import type { RunControl } from './run-control';
import type { IterationResult, selfRewardingIteration } from './self-rewarding-iteration';
import { showReport } from './show-report';
import { unlessRejected } from './unless-rejected';

/** One iteration and its gate. An attempt that a person rejects is cancelled and kept; the next one has new seeds. */
export async function iterateUntilDecided(
  { recipe, progress }: ModelContext,
  control: RunControl,
): Promise<'accepted' | 'stopped'> {
  const { status } = progress;
  const { run } = recipe;
  const { iteration } = status;
  for (;;) {
    progress.enter('iteration', `M${iteration + 1}`);
    await unlessPaused(control.pauseSwitch);
    const { attempt } = await bookkeeping.findAttempt({ run, iteration });
    status.attempt = attempt;
    progress.enter('iteration', modelName(iteration + 1, attempt));
    const outcome = await unlessRejected(control.rejectionDesk, async () => {
      const result = await runIteration(recipe, progress, control);
      status.models.push(result.model);
      status.counts = result.counts;
      if (result.report) showReport(status, result.report);
      return decide(recipe, progress, control, result);
    });
    if (outcome.kind === 'done') return outcome.result;
    for (const each of status.models)
      if (each.model.name === modelName(iteration + 1, attempt)) each.rejectedBecause = outcome.rejection.reason;
    progress.enter('iteration', status.subject);
    await bookkeeping.recordRejection({ run, iteration, attempt, ...outcome.rejection });
    if (outcome.rejection.action === 'stop') return 'stopped';
  }
}

async function runIteration(recipe: Recipe, progress: Progress, control: RunControl): Promise<IterationResult> {
  const { status } = progress;
  const number = status.attempt === 1 ? `${status.iteration}` : `${status.iteration}.${status.attempt}`;
  const workflowId = `srlm-${recipe.run}-iteration-${number}`;
  const child: ChildWorkflowHandle<typeof selfRewardingIteration> = await startChild<typeof selfRewardingIteration>(
    'selfRewardingIteration',
    {
      workflowId,
      staticSummary: `${recipe.run}: iteration ${number}`,
      args: [
        {
          run: recipe.run,
          iteration: status.iteration,
          method: recipe.method,
          iterations: status.iterations,
          paused: control.pauseSwitch.paused,
          ...(control.concurrency ? { concurrency: control.concurrency } : {}),
        },
      ],
    },
  );
  status.child = workflowId;
  control.child = child;
  progress.show();
  try {
    return await child.result();
  } finally {
    control.child = undefined;
    status.child = null;
  }
}

/** The gate: go on, ask a person, or stop. An iteration of an earlier version leaves the decision to the run. */
async function decide(
  recipe: Recipe,
  progress: Progress,
  control: RunControl,
  result: IterationResult,
): Promise<'accepted' | 'stopped'> {
  const gate = result.gate ?? decideGate(recipe, result.model);
  const { name } = result.model.model;
  const reason = gateReason(name, gate);
  if (reason === undefined) return 'accepted';
  progress.status.notes.push(reason);
  if (gate.decision.kind === 'stop') return 'stopped';
  progress.enter('awaiting approval', name);
  await control.approval();
  return 'accepted';
}
