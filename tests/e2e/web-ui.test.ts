import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { parse } from 'yaml';
import { readEnvironment } from '../../src/env';
import { mergeRecipes } from '../../src/recipes/merge-recipes';
import { connectClient } from '../../src/temporal/connect-client';
import { nextIterationLink, startFormLink, workflowLink } from '../../src/temporal/deep-links';
import { nextIterationId, runWorkflowId } from '../../src/temporal/workflow-ids';
import { typeJson } from './json-editor';
import {
  currentDetails,
  openCurrentDetails,
  prepareUpdate,
  readSearchAttributes,
  refreshCurrentDetails,
  submitUpdate,
  untilShownAs,
} from './run-page';
import { pressTrigger, startedBySchedule } from './schedule-page';
import { openStartForm, pressStart } from './start-form';
import { untilStage } from './until-stage';
import { openWebUi, type WebUi } from './web-ui';

const RUN = 'from-ui';
/** Three tiny models are trained and served meanwhile, perhaps on two cores. */
const RUN_TIMEOUT_MS = 15 * 60_000;
jest.setTimeout(RUN_TIMEOUT_MS + 60_000);

const { temporal } = readEnvironment();
const tiny: unknown = parse(readFileSync(join(__dirname, '../../examples/tiny.yaml'), 'utf8'));
const recipe = mergeRecipes(tiny, {
  run: RUN,
  iterations: 1,
  // No model reaches it, so that a person is asked.
  gate: { kind: 'metric', rules: [{ metric: 'parseRate', atLeast: 2, then: 'ask' }] },
  prompts: { perIteration: 6 },
  evaluation: { heldOutGroups: 4, headToHeadPrompts: 2 },
});
let client: Client;
let ui: WebUi;

beforeAll(async () => {
  client = await connectClient(temporal);
  ui = await openWebUi();
});
afterAll(async () => {
  await ui?.close();
  await client?.connection.close();
});

/** One person's visit from the first page to the last: each test goes on where the one before it left the browser. */
describe('the Temporal Web UI', () => {
  it('starts a run from the start form, which the link fills in but for the recipe', async () => {
    const form = await openStartForm(ui.page, startFormLink(temporal, RUN));
    expect(form).toEqual({
      workflowType: 'selfRewardingRun',
      taskQueue: temporal.taskQueue,
      workflowId: runWorkflowId(RUN),
    });
    await typeJson(ui.page.getByRole('main'), recipe);
    await ui.picture('start-form');
    await pressStart(ui.page);
    await ui.page.getByRole('heading', { name: runWorkflowId(RUN) }).waitFor();
  });

  it('shows every field that is wrong in a recipe', async () => {
    await openStartForm(ui.page, startFormLink(temporal, 'wrong'));
    await typeJson(ui.page.getByRole('main'), { run: 'Bad Name', responses: { perPrompt: 0 }, iteratons: 3 });
    await pressStart(ui.page);
    await untilShownAs(ui.page, 'Failed');
    const failure = ui.page.getByTestId('input-and-result').locator('.cm-content', { hasText: 'failure' });
    const shown = await failure.innerText();
    expect(shown).toMatch(/run: must be 1 to 63 lower-case letters, digits or hyphens/);
    expect(shown).toMatch(/responses\.perPrompt: .*1/);
    expect(shown).toMatch(/iteratons: is not a field of the recipe/);
    await ui.picture('wrong-recipe');
  });

  it('shows a run that waits for approval: why, its stage, its counts and its models', async () => {
    await untilStage(client.workflow.getHandle(runWorkflowId(RUN)), 'awaiting approval', RUN_TIMEOUT_MS);
    await ui.page.goto(workflowLink(temporal, runWorkflowId(RUN)));
    await ui.page.getByRole('button', { name: `${RUN}: iteration 1` }).waitFor();
    await ui.picture('run-history');

    const attributes = await readSearchAttributes(ui.page);
    expect(attributes).toMatchObject({
      SrlmRun: RUN,
      SrlmMethod: 'self-rewarding',
      SrlmIteration: 1,
      SrlmModel: 'M2',
      SrlmStage: 'awaiting approval',
    });

    await openCurrentDetails(ui.page);
    const details = currentDetails(ui.page);
    await details.getByRole('heading', { name: `${RUN}, iteration 1 of 1: awaiting approval M2` }).waitFor();
    const models = details.getByRole('table').filter({ hasText: 'head-to-head' }).getByRole('row');
    expect((await models.allInnerTexts()).map((row) => row.split(/\s/)[0])).toEqual(['model', 'M0', 'sft', 'M1', 'M2']);
    await details.getByText(/M2 waits for approval: parseRate is [\d.]+ \(at least 2\)/).waitFor();
    await ui.page.getByRole('main').getByText('SFT M1').waitFor();
    await ui.picture('run-details');
  });

  it('completes the run with the update "approve"', async () => {
    await prepareUpdate(ui.page, 'approve', { note: 'looks right' });
    await ui.picture('approve');
    await submitUpdate(ui.page);
    await untilShownAs(ui.page, 'Completed');
    await refreshCurrentDetails(ui.page);
    const details = currentDetails(ui.page);
    await details.getByText('M2 was approved: looks right').waitFor();
    await details.getByRole('heading', { name: /finished/ }).waitFor();
    await expect(client.workflow.getHandle(runWorkflowId(RUN)).result()).resolves.toMatchObject({
      run: RUN,
      ended: 'finished',
    });
  });

  it('starts the next iteration with the Trigger of a schedule that is paused', async () => {
    await ui.page.goto(nextIterationLink(temporal, RUN));
    await ui.page.getByRole('heading', { name: nextIterationId(RUN) }).waitFor();
    await ui.page.getByText('Paused', { exact: true }).waitFor();
    await ui.page.getByText('Press Trigger to start the next iteration').waitFor();
    await pressTrigger(ui.page);

    const started = await startedBySchedule(client, nextIterationId(RUN), 30_000);
    const result: unknown = await client.workflow.getHandle(started).result();
    expect(result).toMatchObject({ model: { model: { name: 'M3' } } });
    await ui.page.reload();
    await ui.page.getByRole('link', { name: started }).waitFor();
    await ui.page.getByRole('main').getByText('Completed', { exact: true }).waitFor();
    await ui.picture('next-iteration');
  });

  it('logs no errors on the way', () => {
    expect(ui.errors).toEqual([]);
  });
});
