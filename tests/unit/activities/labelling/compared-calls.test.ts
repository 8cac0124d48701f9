import { compareJudgements } from '../../../../src/activities/critics/meta-judge';
import { comparePairwise } from '../../../../src/activities/critics/pairwise';
import { compareSteps } from '../../../../src/activities/labelling/compare-steps';
import { digestOf } from '../../../../src/core/digest';
import { openSolution } from '../../../../src/core/process/solution';
import { recipeSchema } from '../../../../src/recipes/recipe';
import { criticised, settings, texts } from '../critics/criticised';
import { countingRunner, judge, textReply } from '../critics/runners';

const { process } = recipeSchema.parse({ run: 'a' });

/** What names the calls of a comparison, one of which has to be made to end, in the order in which they are made. */
async function keysOf(compare: (runner: ReturnType<typeof countingRunner>) => Promise<unknown>): Promise<string> {
  const runner = countingRunner((number) => textReply(number === 1 ? 'Neither.' : 'Winner: A'));
  await compare(runner);
  return digestOf(runner.asked.map(({ row, keys, affinity }) => [row, affinity, ...keys]));
}

// Recorded calls of runs that people have are found by these names.
it('asks pairwise by the calls that earlier versions recorded', async () => {
  const asked = await keysOf((runner) =>
    comparePairwise(runner, { ...settings, critic: { kind: 'pairwise' } }, criticised(texts(3))),
  );
  expect(asked).toMatchInlineSnapshot(`"sha256:f18ca8bf30b6b6e7cfdc239c999388ba205a67f530966ca136ec9b64dd4cca48"`);
});

it('asks the meta-judge by the calls that earlier versions recorded', async () => {
  const asked = await keysOf((runner) =>
    compareJudgements(
      runner,
      { ...settings, critic: { kind: 'meta-judge', hideScores: true } },
      criticised(texts(2), [
        [1, 4, 5],
        [3, 3, 3],
      ]),
    ),
  );
  expect(asked).toMatchInlineSnapshot(`"sha256:180ac7b868add2994333d67d53a077bce4eb34f51f51e24d8fdf183a5b1b063d"`);
});

it('asks about steps by the calls that earlier versions recorded', async () => {
  const { scope, sampling: judging } = settings;
  const step = (index: number) => ({
    id: `p.s1.0.${index}`,
    text: `Step ${index}.`,
    tokens: 1,
    finishReason: 'stop' as const,
    isFinal: false,
    promptId: 'p',
    model: judge.digest,
    callKey: digestOf('call'),
    seed: 1,
  });
  const asked = await keysOf((runner) =>
    compareSteps(
      runner,
      { policy: judge, prompt: { id: 'p', text: 'Why?' }, process, judging, scope },
      openSolution({ id: 'p', text: 'Why?' }),
      [step(0), step(1), step(2)],
    ),
  );
  expect(asked).toMatchInlineSnapshot(`"sha256:68134df944d57d1b84ad3649caacb4b12a6541e2a27b1641a780917117c98de9"`);
});
