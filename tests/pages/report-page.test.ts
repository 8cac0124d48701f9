import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { z } from 'zod';
import { collectReport, type CollectedReport } from '../../src/report/collect-report';
import { collectComparison } from '../../src/report/comparison/collect-comparison';
import { comparisonFiles } from '../../src/report/comparison/comparison-files';
import { renderReport } from '../../src/report/render-report';
import { writeReportFiles } from '../../src/report/report-files';
import { createFileSystemStore } from '../../src/store/file-system-store';
import { launchBrowser } from '../launch-browser';
import { generateRun } from './generated-run';
import { openPage, type OpenPage } from './open-page';

const PAIRS = [4000, 3000, 3000];
const SCREENS = [
  { name: 'large', viewport: { width: 1440, height: 900 } },
  { name: 'small', viewport: { width: 390, height: 844 } },
] as const;

let browser: Browser;
let folder: string;
/** The page of a small run, and of one with 10,000 pairs. */
let small: string;
let smallReport: CollectedReport;
let large: string;
const opened: OpenPage[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'srlm-pages-'));
  const store = createFileSystemStore(folder);
  // What is held out is no part of what these tests are about, and its intervals take long.
  await generateRun(store, { run: 'small', pairs: [20, 20], heldOut: 12 });
  smallReport = await collectReport(store, 'small');
  await writeReportFiles(store, smallReport);
  await generateRun(store, { run: 'large', pairs: PAIRS, heldOut: 2 });
  await writeReportFiles(store, await collectReport(store, 'large'));
  small = join(folder, 'runs', 'small', 'report.html');
  large = join(folder, 'runs', 'large', 'report.html');
  browser = await launchBrowser();
}, 240_000);

afterEach(async () => {
  for (const page of opened.splice(0)) await page.close();
});

afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true });
});

async function open(file: string, options: BrowserContextOptions = {}): Promise<OpenPage> {
  const page = await openPage(browser, file, options, (shown) => shown.waitForSelector('.pair-row'));
  opened.push(page);
  return page;
}

const violationsSchema = z.object({
  violations: z.array(
    z.object({ id: z.string(), impact: z.string().nullable(), nodes: z.array(z.object({ html: z.string() })) }),
  ),
});

/** What axe-core calls serious or critical; run apart from the page's own policy, which would forbid it. */
async function seriousFaults(page: Page): Promise<string[]> {
  const axe = await readFile(require.resolve('axe-core/axe.min.js'), 'utf8');
  await page.evaluate(axe);
  const { violations } = violationsSchema.parse(await page.evaluate('axe.run()'));
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .slice(0, 3)
          .map(({ html }) => html.slice(0, 120))
          .join(' ')}`,
    );
}

const count = (page: Page) => page.locator('.pair-status').textContent();

describe.each(SCREENS)('the report on a $name screen', ({ name, viewport }) => {
  it.each(['light', 'dark'] as const)(
    'opens in %s without an error, a request or a serious fault',
    async (colorScheme) => {
      const { page, errors, requests, picture } = await open(small, { viewport, colorScheme });
      expect(errors).toEqual([]);
      expect(requests).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(viewport.width);
      await picture(`report-${name}-${colorScheme}`);
      await page.locator('#pairs').scrollIntoViewIfNeeded();
      expect(await seriousFaults(page)).toEqual([]);
      expect(errors).toEqual([]);
    },
    60_000,
  );
});

test('a comparison of two runs opens without an error, a request or a serious fault', async () => {
  const store = createFileSystemStore(folder);
  await generateRun(store, { run: 'other', pairs: [20], heldOut: 12, gain: 0.01, recipe: { seed: 7 } });
  const { page: path, files } = comparisonFiles(await collectComparison(store, 'small', 'other'));
  for (const file of files) await store.replaceText(file.path, file.text);
  for (const { viewport } of SCREENS) {
    const shown = await openPage(browser, join(folder, path), { viewport }, (page) => page.waitForSelector('nav'));
    opened.push(shown);
    expect(shown.errors).toEqual([]);
    expect(shown.requests).toEqual([]);
    expect(await shown.page.evaluate('document.documentElement.scrollWidth')).toBe(viewport.width);
    expect(await seriousFaults(shown.page)).toEqual([]);
  }
}, 120_000);

test('texts that try to be markup stay texts, also where the script of the page draws them', async () => {
  const attack = '</script><script>document.title = "taken"</script><img src=x onerror=alert(1)> \u202e';
  const { data, pairs } = smallReport;
  const hostile = pairs.map(({ row, detail }) => ({
    row: { ...row, id: `${row.id}${attack}`, title: `${row.title}${attack}` },
    detail: { ...detail, prompt: attack, others: [{ title: attack, texts: [attack] }] },
  }));
  const path = join(folder, 'hostile.html');
  await writeFile(path, renderReport({ data, pairs: hostile }));
  const shown = await openPage(browser, path, {}, (page) => page.waitForSelector('.pair-row'));
  opened.push(shown);
  expect(await shown.page.title()).toBe('small · srlm report');
  expect(await shown.page.locator('img').count()).toBe(0);
  expect(await shown.page.locator('.pair-detail .prompt pre').textContent()).toBe(attack.replace('\u202e', '⟦U+202E⟧'));
  expect([shown.errors, shown.requests]).toEqual([[], []]);
}, 60_000);

test('a run in which nobody judges and nothing was measured opens as well', async () => {
  const { data, pairs } = smallReport;
  const bare = {
    ...data,
    verdicts: [],
    costs: [],
    models: data.models.map((model) => ({ ...model, evaluation: null, training: null, comparisons: [] })),
    iterations: data.iterations.map((iteration) => ({
      ...iteration,
      judgements: null,
      responses: null,
      scoreByLength: null,
      critics: [],
    })),
  };
  const unscored = pairs.map(({ row, detail }) => ({
    row: { ...row, chosenScore: null, rejectedScore: null },
    detail,
  }));
  const path = join(folder, 'bare.html');
  await writeFile(path, renderReport({ data: bare, pairs: unscored }));
  const shown = await openPage(browser, path, {}, (page) => page.waitForSelector('.pair-row'));
  opened.push(shown);
  expect(await shown.page.locator('#verdict h2').textContent()).toBe('No verdict yet');
  expect(await shown.page.locator('.pair-row').first().textContent()).toContain('no scores');
  expect([shown.errors, shown.requests]).toEqual([[], []]);
}, 60_000);

test('10,000 pairs open within two seconds, and only the rows in sight are elements', async () => {
  const { page, workedMs } = await open(large);
  expect(workedMs).toBeLessThan(2000);
  expect(await count(page)).toBe('10,000 of 10,000 pairs');
  expect(await page.locator('.pair-row').count()).toBeLessThan(60);
}, 60_000);

test('pairs are found by words in any text, by filters, and in the order that is asked for', async () => {
  const { page, errors } = await open(large);
  const choice = (name: string) => page.getByRole('combobox', { name, exact: true });
  await choice('Iteration').selectOption('2');
  expect(await count(page)).toBe('3,000 of 10,000 pairs');
  await choice('Score gap').selectOption('at least 3');
  const wide = await count(page);
  expect(Number(wide?.replace(/ of.*|,/g, ''))).toBeLessThan(1500);
  await choice('Score gap').selectOption('any');
  await choice('Order').selectOption('narrowest score gap');
  expect(await page.locator('.pair-row').first().textContent()).toMatch(/^Δ −?[01]/);
  await page.getByRole('searchbox', { name: 'Search' }).fill('i2-p1234.r1');
  await expect(
    until(
      () => count(page),
      (text) => text === '1 of 10,000 pairs',
    ),
  ).resolves.toBeDefined();
  expect(await page.locator('.pair-detail').textContent()).toContain('srlm explain i2-p1234.p2 --run large');
  expect(errors).toEqual([]);
}, 60_000);

test('a person needs no mouse', async () => {
  const { page } = await open(large);
  const list = page.getByRole('listbox', { name: 'Pairs' });
  await list.focus();
  const shown = () => page.locator('.pair-facts').textContent();
  const before = await shown();
  await page.keyboard.press('ArrowDown');
  expect(await shown()).not.toBe(before);
  await page.keyboard.press('End');
  expect(await page.locator('[aria-selected="true"]').getAttribute('aria-posinset')).toBe('10000');
  const marked = await list.getAttribute('aria-activedescendant');
  expect(await page.locator(`#${marked}`).getAttribute('aria-selected')).toBe('true');
  await page.keyboard.press('Home');
  expect(await shown()).toBe(before);
}, 60_000);

test('light and dark can be changed and stay as chosen', async () => {
  const { page } = await open(small, { colorScheme: 'light' });
  const background = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
  const light = await background();
  await page.getByRole('button', { name: 'Change between light and dark' }).click();
  expect(await background()).not.toBe(light);
  const dark = await background();
  await page.reload();
  await page.waitForSelector('.pair-row');
  expect(await background()).toBe(dark);
}, 60_000);

test('without its script the page shows every figure and a few pairs', async () => {
  const page = await openPage(browser, small, { javaScriptEnabled: false }, (shown) =>
    shown.waitForSelector('details.pair'),
  );
  opened.push(page);
  expect(await page.page.locator('figure.plot svg').count()).toBeGreaterThan(8);
  expect(await page.page.locator('details.pair').count()).toBe(24);
}, 60_000);

/** The first value that passes; a search goes on in slices. */
async function until<Value>(look: () => Promise<Value>, passes: (value: Value) => boolean): Promise<Value> {
  for (;;) {
    const value = await look();
    if (passes(value)) return value;
  }
}
