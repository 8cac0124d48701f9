import { collectComparison } from '../../../../src/report/comparison/collect-comparison';
import { comparisonFiles } from '../../../../src/report/comparison/comparison-files';
import { recipeDifferences } from '../../../../src/report/comparison/recipe-differences';
import { generateRun } from '../../../pages/generated-run';
import { temporaryStore } from '../temporary-store';

const storeOf = temporaryStore();

test('two runs are compared prompt by prompt where their held-out prompts are the same', async () => {
  const store = storeOf();
  await generateRun(store, { run: 'a', pairs: [3], heldOut: 40, gain: 0 });
  // The same seed makes the same held-out prompts, and another recipe other answers to them.
  await generateRun(store, { run: 'b', pairs: [3], heldOut: 40, gain: 0.2, growth: 0.6, recipe: { seed: 7 } });
  const comparison = await collectComparison(store, 'a', 'b', new Date('2026-01-02T03:04:05Z'));
  expect(comparison).toMatchObject({ newest: ['M2', 'M2'], samePrompts: 40 });
  const [agreement, winRate, length] = comparison.paired;
  expect(comparison.paired.map(({ name }) => name)).toEqual(['agreement', 'win-rate', 'length']);
  expect(agreement?.change).toMatchObject({ items: 40 });
  expect(agreement?.change.change.low).toBeGreaterThan(0);
  expect(winRate?.change.change.estimate).toBeGreaterThan(0);
  expect(length?.change.newer).toBeGreaterThan(1.5 * (length?.change.older ?? 0));

  const { page, files } = comparisonFiles(comparison);
  expect(files.map(({ path }) => path)).toEqual(
    ['csv', 'json', 'html'].map((ending) => `runs/a/report/against-b.${ending}`),
  );
  expect(page).toBe('runs/a/report/against-b.html');
  expect(files[0]?.text).toMatch(/^measure,prompts,a M2,b M2,difference,low,high,p\r\nagreement,40,/);
  expect(files[2]?.text).toContain('<code>seed</code>');
}, 30_000);

test('runs without a common prompt stand side by side', async () => {
  const store = storeOf();
  await generateRun(store, { run: 'a', pairs: [2], heldOut: 8 });
  await generateRun(store, { run: 'b', pairs: [2], heldOut: 8, seed: 2 });
  const comparison = await collectComparison(store, 'a', 'b');
  expect(comparison).toMatchObject({ samePrompts: 0, paired: [] });
  expect(comparisonFiles(comparison).files[2]?.text).toContain('The two runs have no held-out prompt in common.');
}, 30_000);

test('recipes are compared field by field', () => {
  expect(
    recipeDifferences(
      { run: 'a', seed: 1, sft: { rate: 1, epochs: 2 }, critics: [{ kind: 'judge' }] },
      { run: 'b', seed: 1, sft: { rate: 3, epochs: 2 }, critics: [], gate: 'auto' },
    ),
  ).toEqual([
    { path: 'sft.rate', first: '1', second: '3' },
    { path: 'critics', first: '[{"kind":"judge"}]', second: '[]' },
    { path: 'gate', first: undefined, second: '"auto"' },
  ]);
});
