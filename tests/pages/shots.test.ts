import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { collectReport } from '../../src/report/collect-report';
import { writeReportFiles } from '../../src/report/report-files';
import { createFileSystemStore } from '../../src/store/file-system-store';
import { launchBrowser } from '../launch-browser';
import { generateRun } from './generated-run';
import { openPage } from './open-page';

test('shots', async () => {
  const root = mkdtempSync('/tmp/rx-store-');
  const store = createFileSystemStore(root);
  const n = Number(process.env['PAIRS'] ?? 300);
  let t = Date.now();
  await generateRun(store, { run: 'demo', pairs: [n, n, n] });
  console.log('generate', Date.now() - t);
  t = Date.now();
  const report = await collectReport(store, 'demo');
  console.log('collect', Date.now() - t);
  t = Date.now();
  await writeReportFiles(store, report);
  console.log('write', Date.now() - t);
  const file = join(root, 'runs/demo/report.html');
  writeFileSync('/tmp/rx-shots/where', file);
  const browser = await launchBrowser();
  for (const [width, height] of [
    [1440, 900],
    [390, 844],
  ] as const)
    for (const colorScheme of ['light', 'dark'] as const) {
      const open = await openPage(browser, file, { viewport: { width, height }, colorScheme }, (page) =>
        page.waitForSelector('.pair-row'),
      );
      console.log(width, colorScheme, open.readyMs, open.errors, open.requests);
      await open.page.screenshot({ path: `/tmp/rx-shots/${width}-${colorScheme}.png`, fullPage: true });
      const w = await open.page.evaluate('document.documentElement.scrollWidth');
      console.log('scrollWidth', w);
      await open.close();
    }
  await browser.close();
}, 300_000);
