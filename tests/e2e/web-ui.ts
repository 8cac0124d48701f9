import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../launch-browser';

const STEP_TIMEOUT_MS = 60_000;

/** A browser tab that shows the Temporal Web UI. */
export interface WebUi {
  page: Page;
  /** What the page logged as an error or threw. */
  errors: string[];
  /** Keeps what is on the screen as NAME.png in the folder that SRLM_SCREENSHOTS names, if it does. */
  picture(name: string): Promise<void>;
  close(): Promise<void>;
}

export async function openWebUi(): Promise<WebUi> {
  const browser = await launchBrowser();
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(STEP_TIMEOUT_MS);

  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(`${message.text()} (${message.location().url})`);
  });

  const folder = process.env['SRLM_SCREENSHOTS'];
  return {
    page,
    errors,
    picture: async (name) => {
      if (folder) await page.screenshot({ path: join(folder, `${name}.png`) });
    },
    close: () => browser.close(),
  };
}
