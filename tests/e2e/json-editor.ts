import type { Locator } from 'playwright-core';

/**
 * Types a value into the JSON editor of a form. The editor sets its text in this very form when it loses focus; any
 * other would move the button below it while it is being pressed.
 */
export async function typeJson(form: Locator, value: unknown): Promise<void> {
  await form.locator('.cm-content[contenteditable="true"]').fill(JSON.stringify(value, null, 2));
}
