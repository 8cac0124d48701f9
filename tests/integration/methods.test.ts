import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Client, Connection } from '@temporalio/client';
import { readEnvironment } from '../../src/env';
import { methods } from '../../src/recipes/registry/methods';
import { recipeAt, resolveRecipe, type Recipe } from '../../src/recipes/recipe';
import { createFileSystemStore } from '../../src/store/file-system-store';
import type { selfRewardingRun } from '../../src/workflows/self-rewarding-run';
import { describeFigures, figuresOf, type IterationFigures } from '../methods/method-figures';
import { tinyRecipe, variantNames } from '../methods/tiny-recipes';

jest.setTimeout(20 * 60_000);

/** A third of the methods, which between them use most parts; `npm run methods` runs all, or those that it is given. */
const REPRESENTATIVE = ['cream', 'meta-rewarding', 'spin'];
const all = [...methods().keys(), ...variantNames].filter((name) => name !== 'self-rewarding');
const named = process.env['SRLM_TEST_METHODS'];
const wanted = named === undefined ? REPRESENTATIVE : named === '' ? all : named.split(',');

const environment = readEnvironment();
const store = createFileSystemStore(environment.store);
const srlm = require.resolve('../../bin/srlm.js');
let connection: Connection;

beforeAll(async () => {
  connection = await Connection.connect({ address: environment.temporal.address });
});
afterAll(() => connection.close());

describe.each(wanted)('%s on real engines', (method) => {
  const run = `method-${method}`;
  const typed = tinyRecipe(method, run);
  const recipe = resolveRecipe(typed);
  const iterations: IterationFigures[] = [];

  beforeAll(async () => {
    await new Client({ connection }).workflow.execute<typeof selfRewardingRun>('selfRewardingRun', {
      workflowId: `srlm-${run}`,
      taskQueue: environment.temporal.taskQueue,
      args: [{ ...typed, run }],
    });
    for (let iteration = 1; iteration <= recipe.iterations; iteration += 1)
      iterations.push(await figuresOf(store, run, iteration));
    process.stderr.write(iterations.map((figures) => `${describeFigures(method, figures)}\n`).join(''));
  });

  it('makes another model in every iteration, from examples that its rule selected', () => {
    const digests = iterations.map(({ digest }) => digest);
    expect(new Set(digests).size).toBe(recipe.iterations);
    for (const { rows, loss } of iterations) {
      expect(rows).toBeGreaterThan(0);
      expect(Number.isFinite(loss)).toBe(true);
    }
  });

  it('makes as many calls as its sheet says, and never more', () => {
    for (const figures of iterations) {
      const most = mostCalls(recipeAt(recipe, figures.iteration), figures);
      for (const [stage, made] of Object.entries(figures.calls))
        expect([stage, made <= (most[stage] ?? 0)]).toEqual([stage, true]);
    }
  });

  it('is proven by an audit', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [srlm, 'audit', run]);
    expect(stdout).toContain('proven');
  });
});

/** Samples of each stage. A reply that cannot be read is asked for once more and then made to end. */
function mostCalls(
  { responses, judgements, critics, roles, data, process: walk }: Recipe,
  { prompts }: IterationFigures,
): Record<string, number> {
  const answers = prompts * responses.perPrompt;
  const taught = roles.teacher || data.teacher !== undefined ? prompts : 0;
  const asked = 3;
  const compared = prompts * responses.perPrompt * (responses.perPrompt - 1);
  // A roll-back takes two steps again; each comparison that names no winner is made to.
  const takes = walk.maxSteps + 2 * walk.rollBacks;
  const step = walk.width + 2 * walk.width * (walk.width - 1);
  const preference = critics.find((critic) => critic.kind === 'preference');
  return {
    preference: prompts * (preference ? preference.pairsPerPrompt * preference.orders : 0),
    listwise: prompts * 2,
    steps: prompts * takes * step,
    prompts: 0,
    teacher: roles.teacher ? prompts : 0,
    responses: answers,
    feedback: (answers + taught) * judgements.perResponse * asked,
    pairwise: compared * 2,
    'meta-judge': prompts * judgements.perResponse * (judgements.perResponse - 1) * 2,
    'implicit-policy': answers,
    'implicit-previous': answers,
    'implicit-base': answers,
    'implicit-anchor': answers,
  };
}
