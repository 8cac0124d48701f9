import { comparePreferences } from '../../../../src/activities/critics/preference';
import { comparisonPrinciples } from '../../../../src/core/constitution/comparison-principles';
import { preferenceRecordSchema } from '../../../../src/core/feedback-records';
import { criticSchema } from '../../../../src/recipes/critic-sections';
import { criticFixture, promptWith, servedBy, type Chat, type Said } from './critic-fixture';

const fixture = criticFixture();
const own = servedBy({ kind: 'weight-version', value: 'v1' });
const foreign = servedBy({ kind: 'assumed' });
const sampling = { temperature: 0.7, topP: 0.9, maxTokens: 60 };

async function compare(options: object, texts = ['good', 'bad'], { judge = own, run = '1' } = {}) {
  const critic = criticSchema.parse({ kind: 'preference', ...options });
  if (critic.kind !== 'preference') throw new Error('another critic');
  const settings = { critic, judge, sampling, scope: { run, iteration: 1, attempt: 1 } };
  return (await comparePreferences(fixture.runner, settings, promptWith(texts))).map((record) =>
    preferenceRecordSchema.parse(record),
  );
}

const asked = ({ messages }: Chat) => messages[0]?.content ?? '';
/** Likes the good answer with 0.8, and the label A with odds of e. */
function label(chat: Chat): Said {
  const liking = asked(chat).indexOf('good') < asked(chat).indexOf('bad') ? Math.log(4) : -Math.log(4);
  return [{ token: 'A', top: { A: liking + 1 - 5, B: -5, the: -1 } }];
}

describe('preference critic (methods section 7 and section 9)', () => {
  it('asks in both orders, which cancels a liking for a label', async () => {
    fixture.says((chat) => [
      { token: 'B', top: asked(chat).includes('<answer-a>\ngood') ? { A: -1, B: -1 } : { A: -3, B: -1 } },
    ]);
    const [record] = await compare({ orders: 2 });
    expect(fixture.keys).toHaveLength(2);
    expect(record).toMatchObject({ id: 'p.qr0-r1', firstId: 'p.r0', secondId: 'p.r1', orders: 2, clamped: false });
    const backwardOfA = 1 / (1 + Math.exp(2));
    expect(record?.probability).toBeCloseTo((0.5 + 1 - backwardOfA) / 2, 12);
    expect(record?.callKeys).toEqual(fixture.keys);
  });

  it('asks own servers for the two label tokens after a begun reply', async () => {
    fixture.says(label);
    await compare({ orders: 1 });
    expect(fixture.chats).toHaveLength(1);
    expect(fixture.chats[0]).toMatchObject({
      logprobs: true,
      logprob_token_ids: [65, 66],
      max_tokens: 1,
      continue_final_message: true,
      add_generation_prompt: false,
    });
    expect(fixture.chats[0]?.messages.at(-1)).toEqual({ role: 'assistant', content: 'The answer is (' });
  });

  it('looks for the label in the reply of a foreign endpoint', async () => {
    fixture.says(() => [
      { token: 'The', top: { The: -0.1, A: -3 } },
      { token: ' (A', top: { ' (A': -0.5, ' (B': -1.5 } },
    ]);
    const [record] = await compare({ orders: 1 }, ['good', 'bad'], { judge: foreign });
    expect(fixture.chats[0]).toMatchObject({ top_logprobs: 20 });
    expect(fixture.chats[0]).not.toHaveProperty('continue_final_message');
    expect(fixture.chats[0]?.messages).toHaveLength(1);
    const ofA = 1 / (1 + Math.exp(-1));
    expect([ofA, 1 - ofA].map((p) => p.toFixed(9))).toContain(record?.probability?.toFixed(9));
  });

  it('draws the one order by the seed, so that either comes up', async () => {
    fixture.says(label);
    const firstOf = async (run: string) => {
      await compare({ orders: 1 }, ['good', 'bad'], { run });
      return asked(fixture.chats.at(-1) ?? { seed: 0, n: 1, messages: [] }).includes('<answer-a>\ngood');
    };
    const drawn: boolean[] = [];
    for (let run = 0; run < 12; run += 1) drawn.push(await firstOf(String(run)));
    expect(new Set(drawn).size).toBe(2);
    expect(await firstOf('3')).toBe(drawn[3]);
  });

  it('asks by a principle that the seed draws, or by all sixteen', async () => {
    fixture.says(label);
    const [drawn] = await compare({ orders: 1, principles: true });
    const [again] = await compare({ orders: 1, principles: true });
    expect(again).toEqual(drawn);
    const question = comparisonPrinciples.find(({ id }) => id === drawn?.principle)?.question;
    expect(asked(fixture.chats[0] ?? { seed: 0, n: 1, messages: [] })).toContain(question);
    fixture.keys.length = 0;
    const all = await compare({ orders: 1, principles: true, ensemble: true });
    expect(all.map(({ principle }) => principle)).toEqual(comparisonPrinciples.map(({ id }) => id));
    expect(new Set(fixture.keys).size).toBe(16);
  });

  it('clamps to 0.4 to 0.6 after reasoning, and only then', async () => {
    fixture.says((chat) =>
      chat.max_tokens === sampling.maxTokens ? 'I think so.' : [{ token: 'A', top: { A: 0, B: -9 } }],
    );
    const [reasoned] = await compare({ orders: 1, chainOfThought: true });
    expect([0.4, 0.6]).toContain(reasoned?.probability);
    expect(reasoned).toMatchObject({ clamped: true });
    expect(reasoned?.callKeys).toHaveLength(2);
    expect(fixture.chats[1]?.messages.at(-1)?.content).toBe('I think so.\n\nThe answer is (');
    const [direct] = await compare({ orders: 1 });
    expect(direct).toMatchObject({ clamped: false });
    expect([0.4, 0.6]).not.toContain(direct?.probability);
  });

  it.each([
    [4, 6, 6, 12],
    [4, 4, 4, 8],
    [3, 4, 3, 6],
    [2, 4, 1, 2],
  ])(
    'of %i responses and at most %i pairs compares %i in %i calls',
    async (responses, pairsPerPrompt, pairs, calls) => {
      fixture.says(label);
      const texts = Array.from({ length: responses }, (_, index) => `answer ${index}`);
      expect(await compare({ pairsPerPrompt }, texts)).toHaveLength(pairs);
      expect(fixture.keys).toHaveLength(calls);
    },
  );

  it('says nothing of a pair whose labels it could not read in every order, nor of equal texts', async () => {
    fixture.says((chat) => [
      { token: 'x', top: asked(chat).includes('<answer-a>\ngood') ? { A: -1, B: -2 } : { x: -1 } },
    ]);
    expect(await compare({ orders: 2 })).toEqual([]);
    expect(await compare({}, ['same', 'same '])).toEqual([]);
    expect(fixture.keys).toHaveLength(2);
  });
});
