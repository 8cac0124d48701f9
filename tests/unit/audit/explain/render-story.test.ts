import { findPairs } from '../../../../src/audit/explain/find-pair';
import { pairStory, type PairStory } from '../../../../src/audit/explain/pair-story';
import { renderStory } from '../../../../src/audit/explain/render-story';
import { RUN, writeIteration, writeModel, writeRecipe } from '../../report/fabricated-run';
import { temporaryStore } from '../../report/temporary-store';

const store = temporaryStore();

async function storyOf(id: string, textOf?: (kind: string, index: number) => string): Promise<PairStory> {
  await writeRecipe(store());
  for (const [name, parent] of [
    ['M0', null],
    ['M1', 'M0'],
  ] as const)
    await writeModel(store(), { name, parent, madeBy: parent ? 'sft' : 'import' });
  await writeIteration(store(), { iteration: 1, prompts: 6, ...(textOf ? { textOf } : {}) });
  const [found] = await findPairs(store(), { id, run: RUN });
  if (!found) throw new Error(`no pair ${id}`);
  return pairStory(store(), found);
}

it('tells prompt, responses with their fate, judgements, and models by name', async () => {
  const text = renderStory(await storyOf('p3.pair'));
  expect(text).toContain(`Pair p3.pair of run "${RUN}", iteration 1 (runs/${RUN}/iterations/1/pairs.jsonl:4)`);
  expect(text).toContain('Response p3.r0: CHOSEN, mean score 5 of 1 judgements');
  expect(text).toContain('Response p3.r1: REJECTED, mean score 3 of 1 judgements');
  expect(text).toMatch(/Judgement p3\.r0\.j0: score 5; by M1 sha256:/);
  expect(text).toContain('no score (no-score), asked 3 times');
  expect(text).toContain('No training job used it yet.');
});

it('makes control characters of models and users visible', async () => {
  const text = renderStory(await storyOf('p1.pair', (kind, index) => `\u001b[2J\u202e${kind} ${index}`));
  expect(text).not.toContain('\u001b');
  expect(text).not.toContain('\u202e');
  expect(text).toContain('⟦U+001B⟧[2J⟦U+202E⟧answer 2');
});

it('finds a pair in every run and attempt, or in the one asked for', async () => {
  await storyOf('p0.pair');
  await writeIteration(store(), { iteration: 1, attempt: 2, prompts: 4 });
  const places = async (iteration?: string) =>
    (await findPairs(store(), { id: 'p0.pair', iteration })).map(({ attempt }) => attempt);
  await expect(places()).resolves.toEqual([2, 1]);
  await expect(places('1.2')).resolves.toEqual([2]);
  await expect(places('2')).resolves.toEqual([]);
});
