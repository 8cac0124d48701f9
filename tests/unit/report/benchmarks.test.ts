import type { BenchmarkSummary } from '../../../src/core/benchmarks/benchmark-result';
import { collectReport } from '../../../src/report/collect-report';
import { allFigures } from '../../../src/report/figures/all-figures';
import { renderReport } from '../../../src/report/render-report';
import { trackedRuns } from '../../../src/report/tracked-runs';
import { runLayout } from '../../../src/store/run-layout';
import { RUN, writeModel, writeRecipe } from './fabricated-run';
import { temporaryStore } from './temporary-store';

const store = temporaryStore();
const layout = runLayout(RUN);

const summary: BenchmarkSummary = {
  name: 'ifeval',
  kind: 'ifeval',
  headline: { figure: 'prompts that are followed', unit: 'share', value: 0.532, low: 0.501, high: 0.562 },
  questions: 541,
  unanswered: 2,
  truncated: 0,
  unread: 0,
  selfJudged: true,
  against: [
    {
      model: 'sft',
      compared: 539,
      unpaired: 0,
      better: 60,
      worse: 40,
      equal: 439,
      difference: { estimate: 0.037, low: 0.001, high: 0.07 },
      pValue: 0.0569,
    },
  ],
  failure: null,
};
const failed = {
  ...summary,
  name: 'harness',
  kind: 'command',
  headline: null,
  against: [],
  failure: 'exit code 1 <b>',
};

beforeEach(async () => {
  await writeRecipe(store());
  await writeModel(store(), { name: 'M0', parent: null, madeBy: 'import' });
  await writeModel(store(), { name: 'M1', parent: 'M0', madeBy: 'sft', accuracy: 0.6 });
  await store().writeJson(layout.evaluation('M1', 'benchmarks/ifeval/metrics.json'), { summary, figures: { a: 1 } });
  for (const attempt of [1, 2])
    await store().writeJson(layout.evaluation('M1', `benchmarks/harness/attempt-${attempt}.json`), {
      summary: { ...failed, failure: attempt === 1 ? 'it ended with exit code 9' : failed.failure },
      exitCode: 1,
    });
});

it('collects what models came to in benchmarks, and how the newest try of a program ended', async () => {
  const { data } = await collectReport(store(), RUN);
  expect(data.models.map(({ name, benchmarks }) => [name, benchmarks.map((one) => one.name)])).toEqual([
    ['M0', []],
    ['M1', ['harness', 'ifeval']],
  ]);
  expect(data.models[1]?.benchmarks[0]?.failure).toBe('exit code 1 <b>');
  expect(trackedRuns(data)[0]?.metrics['benchmark/ifeval']).toBe(0.532);
});

it('shows figures with intervals, sizes, differences and what is missing', async () => {
  const page = renderReport(await collectReport(store(), RUN));
  const text = page.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
  expect(text).toContain('In benchmarks harness a program of yours – failed exit code 1 &lt;b&gt;');
  expect(text).toContain('ifeval prompts that are followed – 53.2 % 50.1 % to 56.2 % n 541 +3.7 points v sft, p 0.057');
  expect(text).toContain('2 unanswered self-judged');
});

it('writes them among the numbers beside the page', async () => {
  const { data } = await collectReport(store(), RUN);
  const { table } = allFigures(data).find(({ name }) => name === 'benchmarks') ?? {};
  expect(table?.rows).toEqual([
    ['M1', 'harness', null, null, null, null, 541, 2, 0, 0, 'yes', 'exit code 1 <b>'],
    ['M1', 'ifeval', 'prompts that are followed', 0.532, 0.501, 0.562, 541, 2, 0, 0, 'yes', null],
  ]);
});

it('has no such group where no model was put through any', async () => {
  const { data, pairs } = await collectReport(store(), RUN);
  const without = { ...data, models: data.models.map((model) => ({ ...model, benchmarks: [] })) };
  expect(renderReport({ data: without, pairs })).not.toContain('In benchmarks');
});
