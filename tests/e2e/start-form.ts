import type { Page } from 'playwright-core';

/** Opens a link to the start form and says what the form is filled with. */
export async function openStartForm(page: Page, link: string) {
  // After it is shown, the form loads the input of an earlier run of that id, over whatever has been typed by then.
  await page.goto(link, { waitUntil: 'networkidle' });
  return {
    workflowId: await page.getByTestId('workflowId').inputValue(),
    taskQueue: await page.getByTestId('taskQueue').inputValue(),
    workflowType: await page.getByTestId('workflowType').inputValue(),
  };
}

/** Presses Start Workflow and follows the link to what was started. */
export async function pressStart(page: Page): Promise<void> {
  await page.getByTestId('start-workflow-button').click();
  await page.getByRole('link', { name: 'Workflow started successfully' }).click();
  await page.waitForURL('**/history');
}
