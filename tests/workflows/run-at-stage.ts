import type { WorkflowHandle } from '@temporalio/client';
import { viewRun } from '../../src/temporal/run-view';
import type { selfRewardingRun } from '../../src/workflows/self-rewarding-run';
import type { RunStatus } from '../../src/workflows/status';
import { holdAt } from './held-calls';
import type { StageCase } from './stages';
import { eventually, type RunningBed, type WorkflowTestBed } from './temporal-environment';

/** A run that stands at the stage that a test is about. */
export interface RunAtStage extends RunningBed {
  run: string;
  recipe: object;
  handle: WorkflowHandle<typeof selfRewardingRun>;
  /** The status of the run together with its iteration, as `srlm status` shows it. */
  status: () => Promise<RunStatus>;
  called: (label: string) => Promise<unknown>;
  /** The labels of the calls that were held and then cancelled. */
  cancelled: () => string[];
  /** Lets the held call end, approves what waits for approval, and returns the names of the models in the end. */
  finish: (handle?: WorkflowHandle<typeof selfRewardingRun>) => Promise<{ ended: string; models: string[] }>;
}

/** One small iteration, so that a run is a few dozen activities. */
const SMALL = {
  iterations: 1,
  prompts: { perIteration: 2 },
  evaluation: { headToHeadPrompts: 0 },
  eft: { judgements: 'baseline' },
};

export async function runAtStage(
  bed: WorkflowTestBed,
  { stage, held, kind, recipe: needed }: StageCase,
  body: (run: RunAtStage) => Promise<void>,
  changes: object = {},
): Promise<void> {
  const hold = held === null ? undefined : holdAt(held);
  await bed.with({ hold }, async (running) => {
    const { engines, client, start } = running;
    // Iterations have ids of their own in the namespace that all tests share.
    const run = `${stage.toLowerCase().replaceAll(' ', '-')}-${running.root.slice(-6).toLowerCase()}`;
    const gate = { kind: kind === 'person' ? 'manual' : 'auto' };
    const recipe = { run, ...SMALL, gate, ...needed, ...changes };
    const handle = await start(recipe);
    const status = async () => (await viewRun(client, { run, workflowId: handle.workflowId })).status ?? unanswered();
    const called = (label: string) =>
      eventually(
        async () => engines.calls,
        (calls) => calls.some((call) => call.startsWith(label)),
      );
    await (held === null ? eventually(status, (seen) => seen.stage === 'awaiting approval') : called(held));
    await body({
      ...running,
      run,
      recipe,
      handle,
      status,
      called,
      cancelled: () => engines.calls.filter((call) => call.startsWith('cancelled')),
      async finish(of = handle) {
        hold?.release();
        const result = of.result();
        if (kind === 'person') await approveUntil(of, result);
        const { ended, models } = await result;
        return { ended, models: models.map(({ model }) => model.name) };
      },
    });
  });
}

/** Approves every iteration that waits, until the run is over. */
async function approveUntil(handle: WorkflowHandle, result: Promise<unknown>): Promise<void> {
  let over = false;
  const end = () => {
    over = true;
  };
  result.then(end, end);
  const look = async () => (over ? 'over' : (await handle.query<RunStatus>('status')).stage);
  while ((await eventually(look, (seen) => seen === 'over' || seen === 'awaiting approval')) !== 'over')
    await handle.executeUpdate('approve', { args: [{}] });
}

function unanswered(): never {
  throw new Error('no worker answered the status query');
}
