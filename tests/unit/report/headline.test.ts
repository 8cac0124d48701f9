import { collectReport } from '../../../src/report/collect-report';
import { headline } from '../../../src/report/headline';
import { renderReport } from '../../../src/report/render-report';
import { headVerdict } from '../../../src/report/verdict-words';
import { generateRun } from '../../pages/generated-run';
import { temporaryStore } from './temporary-store';

const storeOf = temporaryStore();

async function reportOf({ gain, growth }: { gain: number; growth: number }) {
  await generateRun(storeOf(), { run: 'r', pairs: [3], heldOut: 80, gain, growth });
  return collectReport(storeOf(), 'r');
}

test('a run in which only length grows is flagged', async () => {
  const report = await reportOf({ gain: 0, growth: 0.4 });
  expect(headVerdict(report.data)?.verdict).toBe('only length grew');
  expect(headline(report.data)).toMatch(
    /^M₂ writes longer answers than the SFT baseline, .*answers \+\d+ % in length\.$/,
  );
  expect(renderReport(report)).toMatch(/<section id="verdict" class="verdict doubtful">[\s\S]*Only length grew/);
}, 30_000);

test('a run with a real gain is not, and says by how much and how sure', async () => {
  const report = await reportOf({ gain: 0.2, growth: 0 });
  expect(headVerdict(report.data)?.verdict).toBe('better');
  expect(headline(report.data)).toMatch(
    /^M₂ is better than the SFT baseline: agreement with people [\d.]+ %, \+[\d.]+ points \(95 %: .*80 instructions\)/,
  );
}, 30_000);
