import { jsonLines } from '../../../src/core/json-text';
import { collectReport, type CollectedReport } from '../../../src/report/collect-report';
import { allFigures } from '../../../src/report/figures/all-figures';
import { renderReport } from '../../../src/report/render-report';
import { trackedRuns } from '../../../src/report/tracked-runs';
import { runLayout } from '../../../src/store/run-layout';
import { RUN, writeIteration, writeModel, writeRecipe, type FabricatedModel } from './fabricated-run';
import { temporaryStore } from './temporary-store';

const storeOf = temporaryStore();

async function reportOf(
  recipe: object,
  figures: Record<string, number> | undefined,
  extra: FabricatedModel['extra'] = {},
): Promise<CollectedReport> {
  const store = storeOf();
  await writeRecipe(store, recipe);
  await writeModel(store, { name: 'M0', parent: null, madeBy: 'import' });
  await writeModel(store, { name: 'M1', parent: 'M0', madeBy: 'sft' });
  await writeModel(store, { name: 'M2', parent: 'M1', madeBy: 'dpo', extra });
  const steps = [1, 2].map((step) => ({ step, loss: 1 / step, extra }));
  await store.replaceText(runLayout(RUN).trainingLog('M2'), jsonLines(steps));
  await writeIteration(store, { iteration: 1, prompts: 6, ...(figures ? { figures } : {}) });
  return collectReport(store, RUN);
}

const consistencyOf = ({ data }: CollectedReport) => data.iterations[0]?.consistency;
const measured = { creamConsistency: 0.8125, creamMeasured: 5, creamUnmeasured: 1 };

describe("an iteration's consistency ratio with CREAM's C beside it (methods section 7: metric)", () => {
  it('is that of the compared pairs of SCIR offline, on the page, in its tables and in the tracker', async () => {
    const report = await reportOf({ method: 'scir' }, { compared: 24, consistency: 0.625, agreed: 0.5, ...measured });
    const cream = { value: 0.8125, prompts: 5, unmeasured: 1 };
    expect(consistencyOf(report)).toEqual({ ratio: 0.625, pairs: 24, cream });
    const page = renderReport(report);
    expect(page).toContain('<strong>62.5 %</strong>');
    expect(page).toContain('judge and implicit reward prefer the same side of 24 pairs; C of CREAM 0.81');
    expect(page).toContain('the responses to 5 prompts (1 not measured)');
    const table = allFigures(report.data).find(({ name }) => name === 'iterations')?.table;
    expect(table?.columns.slice(-2)).toEqual(['consistency ratio', 'CREAM consistency']);
    expect(table?.rows[0]?.slice(-2)).toEqual([0.625, 0.8125]);
    const metrics = trackedRuns(report.data)[1]?.metrics;
    expect(metrics).toMatchObject({ 'consistency/ratio': 0.625, 'consistency/cream': 0.8125 });
  });

  it('is that of the last steps of training for SCIR online', async () => {
    const selection = { creamConsistency: true };
    const recipe = { method: 'scir-online', critics: [{ kind: 'implicit' }], selection };
    const report = await reportOf(recipe, { unfitResponses: 0, ...measured }, { consistencyRatio: 0.75 });
    expect(consistencyOf(report)).toMatchObject({ ratio: 0.75, pairs: null, cream: { value: 0.8125 } });
    expect(renderReport(report)).toContain('prefer the same side in the last steps of training; C of CREAM 0.81');
    expect(trackedRuns(report.data)[1]?.metrics).toMatchObject({ 'training/consistencyRatio': 0.75 });
  });

  it('has every step of training in the numbers of its curves', async () => {
    const report = await reportOf({ method: 'scir-online' }, undefined, { consistencyRatio: 0.75 });
    const table = allFigures(report.data).find(({ name }) => name === 'training-M2')?.table;
    expect(table?.columns).toEqual(['step', 'loss', 'consistencyRatio']);
    expect(table?.rows).toEqual([
      [1, 1, 0.75],
      [2, 0.5, 0.75],
    ]);
  });

  it('has no C of CREAM where the recipe does not ask for it', async () => {
    const report = await reportOf({ method: 'scir' }, { compared: 24, consistency: 0.625 });
    expect(consistencyOf(report)).toEqual({ ratio: 0.625, pairs: 24, cream: null });
    expect(renderReport(report)).not.toContain('C of CREAM');
  });

  it('shows the C of CREAM itself, which has no ratio', async () => {
    const figures = { consistency: 0.9, kendall: 0.7, measured: 6, unmeasured: 0 };
    const report = await reportOf({ method: 'cream' }, figures);
    const cream = { value: 0.7, prompts: 6, unmeasured: 0 };
    expect(consistencyOf(report)).toEqual({ ratio: null, pairs: null, cream });
    expect(renderReport(report)).toContain('C of CREAM 0.70');
  });

  it('is nothing where a method measures neither', async () => {
    expect(consistencyOf(await reportOf({}, undefined))).toBeNull();
  });
});
