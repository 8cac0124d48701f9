import type { FrameLocator, Page } from 'playwright-core';
import { z } from 'zod';
import { typeJson } from './json-editor';

/** The Markdown that a workflow shows as its current details, while their tab is open. */
export function currentDetails(page: Page): FrameLocator {
  return page.getByRole('main').frameLocator('iframe');
}

export async function openCurrentDetails(page: Page): Promise<void> {
  await page.getByTestId('user-metadata-tab').click();
  await page.getByRole('heading', { name: 'Current Details' }).waitFor();
}

/** Asks for the current details again, as the open tab does not by itself. */
export async function refreshCurrentDetails(page: Page): Promise<void> {
  await page.keyboard.press('r');
}

const searchAttributesSchema = z.object({ indexedFields: z.record(z.string(), z.unknown()) });

export async function readSearchAttributes(page: Page): Promise<Record<string, unknown>> {
  await page.getByTestId('search-attributes-tab').click();
  await page.getByRole('heading', { name: 'Search Attributes' }).waitFor();
  const shown = await page.getByRole('main').locator('.cm-content', { hasText: 'indexedFields' }).innerText();
  return searchAttributesSchema.parse(JSON.parse(shown)).indexedFields;
}

/** Fills in the dialog Send an Update; pressing Submit is left to the caller. */
export async function prepareUpdate(page: Page, name: string, argument: unknown): Promise<void> {
  await page.getByRole('button', { name: 'More Actions' }).click();
  await page.getByRole('menuitem', { name: 'Send an Update' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByTestId('update-select-button').click();
  await dialog.getByRole('option', { name: new RegExp(`^${name} `) }).click();
  await typeJson(dialog, argument);
}

export async function submitUpdate(page: Page): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: 'Submit' }).click();
  await page.getByText('Update successful').waitFor();
}

/** Waits until the head of the page says how the workflow ended; the events below it have such words of their own. */
export async function untilShownAs(page: Page, status: 'Completed' | 'Failed'): Promise<void> {
  await page.getByRole('main').locator('header').getByText(status, { exact: true }).waitFor();
}
