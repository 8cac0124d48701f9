import { setTimeout } from 'node:timers/promises';
import type { WorkflowHandle } from '@temporalio/client';
import { status } from '../../src/workflows/messages';
import type { RunStatus, Stage } from '../../src/workflows/status';

const ASK_EVERY_MS = 500;

/** Waits until a run is at a stage; a run that ends before it gets there fails with its reason, not with a time-out. */
export async function untilStage(run: WorkflowHandle, stage: Stage, withinMs: number): Promise<RunStatus> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const seen = await run.query(status);
    if (seen.stage === stage) return seen;
    const { status: execution } = await run.describe();
    if (execution.name !== 'RUNNING') {
      const result: unknown = await run.result();
      throw new Error(`${run.workflowId} ended before it was "${stage}": ${JSON.stringify(result)}`);
    }
    if (Date.now() > deadline) throw new Error(`${run.workflowId} is not "${stage}" yet: ${JSON.stringify(seen)}`);
    await setTimeout(ASK_EVERY_MS);
  }
}
