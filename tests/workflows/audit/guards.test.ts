import { join } from 'node:path';
import { startFaultServer, type FaultServer } from '../../../packages/vllm-client/tests/fault-server';
import { auditRun } from '../../../src/audit/audit-run';
import { findPairs } from '../../../src/audit/explain/find-pair';
import { pairStory } from '../../../src/audit/explain/pair-story';
import { renderStory } from '../../../src/audit/explain/render-story';
import { createFindings } from '../../../src/audit/findings';
import { asServed } from '../../../src/audit/records/as-served';
import { checkBiases } from '../../../src/audit/records/check-biases';
import { checkGate } from '../../../src/audit/records/check-gate';
import { checkRubric } from '../../../src/audit/records/check-rubric';
import { selectAgain } from '../../../src/cli/select-again';
import { safetyCountsSchema } from '../../../src/core/guard-rails/safety-counts';
import { judgeRubricOf } from '../../../src/core/judging/judge-rubrics';
import { iterationManifestSchema } from '../../../src/core/manifest';
import { judgementRecordSchema, pairRecordSchema, type Artifact } from '../../../src/core/records';
import { seedScope } from '../../../src/core/seed-scope';
import { modelEvaluationSchema } from '../../../src/core/statistics/model-evaluation';
import { resolveRecipe } from '../../../src/recipes/recipe';
import { reportDataSchema } from '../../../src/report/report-data';
import { iterationLayout, runLayout } from '../../../src/store/run-layout';
import { WorkflowTestBed } from '../temporal-environment';
import { answerTo } from './answer-to';
import { withFlippedBytes } from './flipped-bytes';
import { recordRun, type RecordedRun } from './recorded-run';

jest.setTimeout(240_000);

const RUN = 'guarded';
let bed: WorkflowTestBed;
let outside: FaultServer;
let recorded: RecordedRun;
beforeAll(async () => {
  bed = await WorkflowTestBed.start();
  outside = await startFaultServer();
  outside.behave(({ path, body }) => ({ kind: 'json', body: answerTo(path, body) }));
  recorded = await recordRun(bed, RUN, {
    recipe: () => ({
      safety: {},
      evolvingRubric: {},
      data: { canaries: 'example:safety-canaries' },
      evaluation: { biases: { pairs: 2, outsideJudge: { url: outside.url, model: 'elsewhere' } } },
      gate: { kind: 'metric', rules: [{ metric: 'outsideDisagreement', atMost: 1, then: 'ask' }] },
    }),
  });
});
afterAll(async () => {
  await recorded.remove();
  await outside.close();
  await bed.stop();
});

const found = async (path: string): Promise<Artifact> => {
  const artifact = await recorded.sources.store.find(path);
  if (!artifact) throw new Error(`${path} is missing`);
  return artifact;
};
const read = async (path: string): Promise<unknown> =>
  JSON.parse(await recorded.sources.store.readText(await found(path)));
const rowsOf = async (path: string) => (await found(path)).rows;
const manifestOf = async (iteration: number) =>
  iterationManifestSchema.parse(await read(iterationLayout(RUN, iteration, 1).manifest));

describe('a run with every guard', () => {
  it('is proven: what critiques, probes and trials said gives its pairs, biases, rubrics and gates again', async () => {
    const report = await auditRun(recorded.sources);
    expect(report.differences).toEqual([]);
    expect(report.proven.feedback).toBeGreaterThan(0);
    expect(report.unproven.map(({ what }) => what)).toContain('the weights behind elsewhere');
  });

  it.each([
    ['critiques', iterationLayout(RUN, 1, 1).criticFeedback('safety', 0)],
    ['the calls of critiques', iterationLayout(RUN, 1, 1).calls('safety-shard-0000')],
    ['proposed pairs', iterationLayout(RUN, 1, 1).proposedPairs],
    ['trials of a rubric', iterationLayout(RUN, 2, 1).rubricTrials],
    ['the decision about a rubric', iterationLayout(RUN, 1, 1).rubric],
    ['answers to probes', runLayout(RUN).evaluation('M2', 'biases.jsonl')],
    ['an outside judge', runLayout(RUN).evaluation('M2', 'biases-outside.jsonl')],
  ])('names a flipped byte in the file of %s', async (_, path) => {
    const { differences } = await withFlippedBytes([join(recorded.root, path)], () => auditRun(recorded.sources));
    expect(differences.map(({ place }) => place)).toContain(path);
  });

  it('shows a gate, a rubric and biases that the records do not give, also where no digest would tell', async () => {
    const { store } = recorded.sources;
    const recipe = resolveRecipe(await read(runLayout(RUN).recipe));
    const manifest = await manifestOf(2);
    const [findings, { gate }] = [createFindings(), manifest];
    if (!gate || !manifest.outputs.rubric) throw new Error('the manifest has a gate and a rubric');
    await checkGate(store, manifest, recipe, findings);
    const judge = asServed(manifest.inputs.models.policy?.digest ?? '', manifest.served);
    const scope = seedScope({ seed: recipe.seed, iteration: 2, attempt: 1 });
    await checkRubric(store, manifest, { recipe, judge, scope }, findings);
    const judgements = await store.readRows(
      await found(runLayout(RUN).evaluation('M2', 'judgements.jsonl')),
      judgementRecordSchema,
    );
    const model = { run: RUN, name: 'M2', digest: manifest.inputs.models.policy?.digest ?? '' };
    await checkBiases(store, model, judgements, findings);
    expect(findings.report(RUN).differences).toEqual([]);

    const figures = { ...gate.figures, pairwiseAccuracyChange: 1 };
    await checkGate(store, { ...manifest, gate: { ...gate, figures } }, recipe, findings);
    const evolvingRubric = { sampling: { temperature: 0, topP: 1, maxTokens: 9 } };
    const evaluation = { ...recipe.evaluation, heldOutGroups: 1 };
    const other = { ...recipe, evolvingRubric, evaluation };
    await checkRubric(store, manifest, { recipe: other, judge, scope }, findings);
    await checkBiases(store, model, judgements.slice(1), findings);
    expect(new Set(findings.report(RUN).differences.map(({ place }) => place.split(':')[0]))).toEqual(
      new Set([
        iterationLayout(RUN, 2, 1).manifest,
        iterationLayout(RUN, 2, 1).rubric,
        iterationLayout(RUN, 2, 1).rubricTrials,
        runLayout(RUN).evaluation('M2', 'metrics.json'),
      ]),
    );
  });

  it('keeps in the manifest what the guard rails did, which rubric judged, and what the gate rested on', async () => {
    const [first, second] = [await manifestOf(1), await manifestOf(2)];
    expect(safetyCountsSchema.parse(first.counts.safety).criticised).toBeGreaterThan(0);
    expect(first.outputs.rubric?.path).toBe(iterationLayout(RUN, 1, 1).rubric);
    expect(second.inputs.rubric).toEqual(first.outputs.rubric);
    expect(Object.keys(first.promptVersions)).toEqual(expect.arrayContaining(['judge', 'safety', 'rubric']));
    expect(first.promptVersions['heldOutJudge']).toEqual({
      name: 'additive',
      digest: judgeRubricOf('additive').version,
    });
    expect(first.gate).toMatchObject({ decision: { kind: 'go on' } });
    expect(first.gate?.figures.outsideDisagreement).not.toBeNull();
  });

  it('costs at most three comparisons in both orders for each probed group, and one of the outside judge', async () => {
    const calls = (name: string) => rowsOf(runLayout(RUN).evaluation('M2', `calls/${name}.jsonl`));
    // A judge that names no winner is asked once more.
    expect(await calls('biases')).toBeLessThanOrEqual(2 * 3 * 2 * 2);
    expect(await calls('biases-outside')).toBeLessThanOrEqual(2 * 1 * 2 * 2);
    const { biases } = modelEvaluationSchema.parse(await read(runLayout(RUN).evaluation('M2', 'metrics.json')));
    expect(biases).toMatchObject({ previous: 'M1' });
    expect(biases?.selfEnhancement.compared).toBe(biases?.outsideDisagreement.compared);
  });

  it('is selected from again alike, and told of by its critiques', async () => {
    const { store } = recorded.sources;
    const layout = iterationLayout(RUN, 1, 1);
    const files = (await store.list(layout.root)).map((path) => join(recorded.root, path));
    const again = await selectAgain({
      recipe: join(recorded.root, runLayout(RUN).recipe),
      responses: files.filter((path) => /\/responses\//.test(path)),
      feedback: files.filter((path) => /\/feedback(-[^/]+)?\//.test(path)),
    });
    const pairs = await store.readRows(await found(layout.pairs), pairRecordSchema);
    expect(again.pairs).toEqual(pairs);
    const [pair] = await findPairs(store, { id: pairs[0]?.id ?? '', run: RUN });
    if (!pair) throw new Error('there is a pair');
    expect(renderStory(await pairStory(store, pair))).toMatch(/Critique .* by ".*": (un)?safe/);
  });

  it('is in the data of the report', async () => {
    const { iterations, models } = reportDataSchema.parse(await read(runLayout(RUN).reportData));
    const [first] = iterations;
    expect(first).toMatchObject({ rubric: { canaries: 8 }, gate: { decision: { kind: 'go on' } } });
    expect(first?.safety?.criticised).toBeGreaterThan(0);
    expect(models.find(({ name }) => name === 'M2')?.evaluation?.biases).not.toBeNull();
  });
});
