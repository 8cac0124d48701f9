import { setTimeout } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { Page } from 'playwright-core';

/** Triggers a schedule by its page; the choice of how to overlap stays as the schedule says. */
export async function pressTrigger(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Schedule Actions' }).click();
  await page.getByRole('menuitem', { name: 'Trigger' }).click();
  const dialog = page.getByRole('dialog', { name: 'Trigger Immediately' });
  await dialog.getByRole('button', { name: 'Trigger' }).click();
  await dialog.waitFor({ state: 'hidden' });
}

/** The id of the workflow that a schedule started last; the server writes it down shortly after the trigger. */
export async function startedBySchedule(client: Client, scheduleId: string, withinMs: number): Promise<string> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const { info } = await client.schedule.getHandle(scheduleId).describe();
    const action = info.recentActions.at(-1)?.action;
    if (action?.type === 'startWorkflow') return action.workflow.workflowId;
    if (Date.now() > deadline) throw new Error(`the schedule ${scheduleId} has started nothing`);
    await setTimeout(200);
  }
}
