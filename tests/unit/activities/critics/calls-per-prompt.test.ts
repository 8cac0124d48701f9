import { scoreTogether } from '../../../../src/activities/critics/listwise';
import { comparePairwise } from '../../../../src/activities/critics/pairwise';
import { comparePreferences } from '../../../../src/activities/critics/preference';
import { compareJudgements } from '../../../../src/activities/critics/meta-judge';
import { measureLogProbabilities } from '../../../../src/activities/critics/implicit';
import { judgeResponse } from '../../../../src/activities/labelling/judge-response';
import { samplePrompt } from '../../../../src/activities/labelling/sample-prompt';
import { recipeAt, resolveRecipe, type Recipe } from '../../../../src/recipes/recipe';
import { criticised, settings, texts } from './criticised';
import { countingRunner, textReply } from './runners';

type Kind = Recipe['critics'][number]['kind'];
type Calls = Partial<Record<Kind, number>>;

/** A reply that can be read, so that nobody asks again. */
function replyTo(critic: Recipe['critics'][number], number: number, responses: number): unknown {
  const { kind } = critic;
  if (kind === 'implicit') return { logp: -1, tokens: 2 };
  if (critic.kind === 'preference' && critic.votesPerOrder === undefined) return { logpA: -1, logpB: -2 };
  if (kind === 'listwise') {
    return textReply(
      texts(responses)
        .map((_, index) => `Answer ${index + 1}: fine. Score: ${index % 6}`)
        .join('\n'),
    );
  }
  return textReply(kind === 'judge' ? `Score: ${number % 6}` : `Winner: ${kind === 'meta-judge' ? 'Judgement ' : ''}A`);
}

/** Samples that the critics of a recipe ask for about one prompt, by critic, when every reply can be read. */
async function callsOf({ critics, responses, judgements }: Recipe): Promise<Calls> {
  const calls: Calls = {};
  const count = responses.perPrompt;
  const K = judgements.perResponse;
  // Judgements differ, so that a meta-judge has something to compare.
  const about = criticised(
    texts(count),
    texts(count).map(() => Array.from({ length: K }, (_, index) => index % 6)),
  );
  for (const critic of critics) {
    const runner = countingRunner((number) => replyTo(critic, number, count));
    if (critic.kind === 'judge') {
      const common = { judge: settings.judge, prompt: about.prompt, samples: K, sampling: judgements.sampling };
      const seed = { ...settings.scope, purpose: 'judgement' };
      for (const response of about.responses) await judgeResponse(runner, { ...common, response, seed });
    }
    if (critic.kind === 'pairwise') await comparePairwise(runner, { ...settings, critic }, about);
    if (critic.kind === 'meta-judge') await compareJudgements(runner, { ...settings, critic }, about);
    if (critic.kind === 'implicit') await measureLogProbabilities(runner, { ...settings, critic }, about);
    if (critic.kind === 'listwise') await scoreTogether(runner, { ...settings, critic }, about);
    if (critic.kind === 'preference') await comparePreferences(runner, { ...settings, critic }, about);
    calls[critic.kind] = runner.samples();
  }
  return calls;
}

it('no call judges a duplicate: 3 of 7 responses of meta-rewarding differ (methods section 4: remove duplicates)', async () => {
  const { responses } = resolveRecipe({ run: 'x', method: 'meta-rewarding' });
  const sampler = countingRunner((number) => textReply(`Answer number ${number % 3}.`));
  const request = { policy: settings.judge, prompt: { id: 'p', text: 'Why?' }, scope: settings.scope };
  const sampled = await samplePrompt(sampler, { ...request, responses });
  expect([sampler.samples(), sampled.map(({ id }) => id)]).toEqual([7, ['p.r0', 'p.r1', 'p.r2']]);
  const all = await samplePrompt(sampler, { ...request, responses: { ...responses, removeDuplicates: undefined } });
  expect(all).toHaveLength(7);
});

/** Log-probabilities are those of one model; the workflow asks one model after the other. */
it.each<[method: string, sections: string, iteration: number, responses: number, calls: Calls]>([
  ['self-rewarding', '1 and section 19', 1, 4, { judge: 4 * 3 }],
  ['iterative-dpo', '2', 1, 4, { judge: 4 * 3 }],
  ['rejection-sampling', '2', 1, 8, { judge: 8 * 3 }],
  ['meta-rewarding', '4', 1, 7, { judge: 7 * 11, 'meta-judge': 110 }],
  ['meta-rewarding', '4', 2, 7, { judge: 7 * 11, 'meta-judge': 110 }],
  ['meta-rewarding', '4 and section 19', 3, 7, { judge: 7 * 11 }],
  ['meta-rewarding', '4 and section 19', 4, 7, { judge: 7 * 11 }],
  ['dno', '5', 1, 5, { listwise: 1 }],
  ['dno-soft', '5', 1, 5, { pairwise: 5 * 4 }],
  ['cream', '6', 1, 5, { implicit: 5 }],
  // Four pairs at most, each in both orders.
  ['scir', '7', 1, 4, { preference: 4 * 2, implicit: 4 }],
  // The trainer has the model judge each pair.
  ['scir-online', '7', 1, 4, {}],
  ['spin', '8', 1, 1, {}],
  // One pair, in the one order that is drawn.
  ['cai', '9', 1, 2, { preference: 1 }],
])('%s takes as many calls a prompt as its sheet says (methods section %s), iteration %i', async (...row) => {
  const [method, , iteration, responses, calls] = row;
  const recipe = recipeAt(resolveRecipe({ run: 'x', method }), iteration);
  expect(recipe.responses.perPrompt).toBe(responses);
  expect(await callsOf(recipe)).toEqual(calls);
});

it('a meta-judge without verdicts is asked no more often, and its replies count for neither side (methods section 4)', async () => {
  const { critics } = resolveRecipe({ run: 'x', method: 'meta-rewarding' });
  const critic = critics.find((each) => each.kind === 'meta-judge');
  if (!critic) throw new Error('meta-rewarding has no meta-judge');
  const scores = [Array.from({ length: 11 }, (_, index) => index % 6)];
  const silent = countingRunner(() => textReply('Both are judgements.'));
  const said = await compareJudgements(silent, { ...settings, critic }, criticised(texts(1), scores));
  expect(silent.samples()).toBe(110);
  expect(
    new Set(said.flatMap((record) => (record.kind === 'meta-verdict' ? [record.forward, record.backward] : []))),
  ).toEqual(new Set(['null']));
  const pressed = countingRunner(() => textReply('Both are judgements.'));
  await compareJudgements(pressed, { ...settings, critic: { ...critic, insists: true } }, criticised(texts(1), scores));
  expect(pressed.samples()).toBe(220);
});

it.each([2, 5])(
  'scir by votes takes %i samples of each of its pairs in each order (methods section 7)',
  async (votes) => {
    const critics = [{ kind: 'preference', votesPerOrder: votes }, { kind: 'implicit' }];
    expect(await callsOf(resolveRecipe({ run: 'x', method: 'scir', critics }))).toEqual({
      preference: 4 * 2 * votes,
      implicit: 4,
    });
  },
);

it.each([
  ['dpo', '3', 'pairs'],
  // The trainer samples, and its reward model scores.
  ['rlhf', '10', 'seed'],
  // Steps are sampled and compared as a solution is written, 6 and 30 at each.
  ['process', '11.2', 'seed'],
])('%s has critics ask nothing (methods section %s)', async (method, _, source) => {
  const recipe = resolveRecipe({ run: 'x', method, data: { pairs: 'pairs.jsonl' } });
  expect(recipe.prompts.source).toBe(source);
  expect(await callsOf(recipe)).toEqual({});
});
