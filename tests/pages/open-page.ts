import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** A page as a person has it before them, with what must not happen in it. */
export interface OpenPage {
  page: Page;
  /** What it logged as an error or threw. */
  errors: string[];
  /** What it asked for beside itself. */
  requests: string[];
  /** What the page's own thread worked until its script had drawn what it draws; a busy machine does not count. */
  workedMs: number;
  /** Keeps what is on the screen as NAME.png in the folder that SRLM_SCREENSHOTS names, if it does. */
  readonly picture: (name: string) => Promise<void>;
  close(): Promise<void>;
}

export async function openPage(
  browser: Browser,
  file: string,
  options: BrowserContextOptions,
  isReady: (page: Page) => Promise<unknown>,
): Promise<OpenPage> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const [errors, requests]: [string[], string[]] = [[], []];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') errors.push(message.text());
  });
  page.on('request', (request) => requests.push(request.url()));
  const tools = await context.newCDPSession(page);
  await tools.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.goto(pathToFileURL(file).href, { waitUntil: 'domcontentloaded' });
  await isReady(page);
  const { metrics } = await tools.send('Performance.getMetrics');
  const workedMs = 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN);
  const folder = process.env['SRLM_SCREENSHOTS'];
  return {
    page,
    errors,
    requests: requests.filter((url) => url !== pathToFileURL(file).href),
    workedMs,
    picture: async (name) => {
      if (folder) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
    },
    close: () => context.close(),
  };
}
