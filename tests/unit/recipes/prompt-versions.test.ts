import { multipleChoiceVersion } from '../../../src/core/judging/multiple-choice-prompt';
import { judgePromptVersion } from '../../../src/core/judging/additive-prompt';
import { promptVersionsOf } from '../../../src/recipes/prompt-versions';
import { recipeSchema } from '../../../src/recipes/recipe';

const versionsOf = (recipe: object) => promptVersionsOf(recipeSchema.parse({ run: 'a', ...recipe }));

it('names the rubric that judged, and the comparison of every evaluation', () => {
  const additive = versionsOf({});
  expect(Object.keys(additive)).toEqual(['judge', 'comparison']);
  expect(additive['judge']).toEqual({ name: 'additive', digest: judgePromptVersion });
  const other = versionsOf({ critics: [{ kind: 'judge', prompt: 'multiple-choice' }] });
  expect(other['judge']).toEqual({ name: 'multiple-choice', digest: multipleChoiceVersion });
});

it.each<[what: string, recipe: object, name: string]>([
  ['listwise', { critics: [{ kind: 'listwise' }] }, 'listwise'],
  ['listwise', { critics: [{ kind: 'listwise', principles: true }] }, 'listwise-by-principles'],
  ['meta-judge', { critics: [{ kind: 'meta-judge' }] }, 'meta-judge'],
  ['preference', { critics: [{ kind: 'preference' }] }, 'label-preference'],
  ['preference', { critics: [{ kind: 'preference', principles: true }] }, 'label-preference-by-principle'],
  ['preference', { critics: [{ kind: 'preference', votesPerOrder: 4 }] }, 'comparison'],
  ['process', { critics: [{ kind: 'process', name: 'by-steps' }] }, 'step'],
  ['steps', { selection: { kind: 'steps' } }, 'step-pair'],
  ['training', { selection: { kind: 'unlabelled' } }, 'label-preference'],
  ['steps', { selection: { kind: 'steps' }, process: { stepReward: {} } }, 'step-pair-and-step'],
  ['revisions', { anchor: 'revisions' }, 'critique-and-revision'],
  ['mt-bench', { evaluation: { benchmarks: [{ kind: 'mt-bench', questions: 'q' }] } }, 'rating'],
  [
    'mt-bench-pairwise',
    { evaluation: { benchmarks: [{ kind: 'mt-bench-pairwise', questions: 'q', baseline: 'b' }] } },
    'match',
  ],
  ['arena-hard', { evaluation: { benchmarks: [{ kind: 'arena-hard', questions: 'q', baseline: 'b' }] } }, 'game'],
])('names the wording of %s', (what, recipe, name) => {
  const version = versionsOf(recipe)[what];
  expect(version?.name).toBe(name);
  expect(version?.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
});

it.each(['preference', 'listwise'])('tells wordings of principles from one without: %s', (kind) => {
  const digestOf = (principles: boolean) => versionsOf({ critics: [{ kind, principles }] })[kind]?.digest;
  expect(digestOf(true)).not.toBe(digestOf(false));
});
