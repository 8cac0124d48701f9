import { openRun } from '../../../src/activities/opening';
import { resolveRecipe } from '../../../src/recipes/recipe';
import { runLayout } from '../../../src/store/run-layout';
import { temporaryStore } from '../report/temporary-store';

const store = temporaryStore();
const input = { run: 'old', method: 'meta-rewarding', responses: { perPrompt: 3 } };

/** A run whose preset did not say yet whether duplicates are removed. */
async function writeOldRun(): Promise<void> {
  const recipe = resolveRecipe(input);
  const { removeDuplicates: _, ...responses } = recipe.responses;
  await store().writeJson(runLayout('old').recipe, { ...recipe, responses });
}

it('takes up a run of an earlier version as it was, though its preset says more today', async () => {
  await writeOldRun();
  const { responses, iterations } = await openRun({ store: store() }, { ...input, iterations: 5 });
  expect([responses.perPrompt, responses.removeDuplicates, iterations]).toEqual([3, undefined, 5]);
  expect((await openRun({ store: store() }, { run: 'old' })).method).toBe('meta-rewarding');
});

it('refuses what is typed and is not the recipe of the run, by field', async () => {
  await writeOldRun();
  const opened = (responses: object) => openRun({ store: store() }, { ...input, responses });
  await expect(opened({ removeDuplicates: true })).rejects.toThrow(
    'responses.removeDuplicates: nothing in the run, true now',
  );
  await expect(opened({ perPrompt: 4 })).rejects.toThrow('responses.perPrompt: 3 in the run, 4 now');
});
