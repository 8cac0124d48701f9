import { parse } from 'yaml';
import { z } from 'zod';
import { scorerRecipe } from '../../../../src/cli/scorer-recipe';
import { resolveRecipe } from '../../../../src/recipes/recipe';
import { scoringOf } from '../../../../src/recipes/scoring-of';
import { runCommand } from '../run-command';

const url = 'http://127.0.0.1:7302';
const resolved = (hasToken: boolean) =>
  resolveRecipe({
    run: 'x',
    ...z.record(z.string(), z.unknown()).parse(parse(scorerRecipe({ url, hasToken }))),
  });

it('shows a recipe in which a process reward model is weighed and vetoes (methods section 11.3)', () => {
  const recipe = resolved(true);
  expect(recipe.processRewardModel).toBeDefined();
  expect(recipe.critics[1]).toMatchObject({
    kind: 'http',
    url: `${url}/v1/scores/RUN/PRM?aggregation=product`,
    apiKeyEnv: 'SRLM_KEY_SCORER',
  });
  expect(scoringOf(recipe)).toEqual({
    combined: [
      { critic: 'judge', weight: 0.5, range: { lowest: 0, highest: 5 } },
      { critic: 'prm', weight: 0.5, range: { lowest: 0, highest: 1 } },
    ],
    vetoes: [{ critic: 'prm', lowest: 0.3 }],
  });
});

it('names a key only where the scorer has a token', () => {
  expect(resolved(false).critics[1]).not.toHaveProperty('apiKeyEnv');
});

it('says in its help where models are and what a call that finds none does', async () => {
  const { exitCode, out } = await runCommand('scorer', '--help');
  expect(exitCode).toBe(0);
  expect(out).toContain('/v1/scores/RUN/PRM?aggregation=product');
  expect(out).toContain('are repeated for a day');
});
