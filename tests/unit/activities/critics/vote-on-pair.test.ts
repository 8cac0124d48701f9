import { comparePreferences } from '../../../../src/activities/critics/preference';
import { preferenceRecordSchema } from '../../../../src/core/feedback-records';
import { criticTally } from '../../../../src/core/statistics/critic-tally';
import { criticSchema } from '../../../../src/recipes/critic-sections';
import { criticFixture, promptWith, servedBy, type Chat } from './critic-fixture';
import { criticised, settings as shared, texts } from './criticised';
import { refusingRunner } from './runners';

const fixture = criticFixture();
const judge = servedBy({ kind: 'weight-version', value: 'v1' });
const sampling = { temperature: 0.7, topP: 0.9, maxTokens: 60 };

function voting(votesPerOrder: number, changes: object = {}) {
  const critic = criticSchema.parse({ kind: 'preference', votesPerOrder, ...changes });
  if (critic.kind !== 'preference') throw new Error('another critic');
  return { ...shared, critic, judge, sampling };
}

const vote = async (votesPerOrder: number, answers = ['good', 'bad']) =>
  preferenceRecordSchema
    .array()
    .parse(await comparePreferences(fixture.runner, voting(votesPerOrder), promptWith(answers)));

const isGoodFirst = ({ messages }: Chat) => {
  const question = messages[0]?.content ?? '';
  return question.indexOf('good') < question.indexOf('bad');
};

describe('preference critic by votes (methods section 7: sampled mode)', () => {
  it('has the share of sampled verdicts in both orders as the probability, with what each said', async () => {
    // In slot A the good one wins every vote; in slot B every other one.
    let asked = 0;
    fixture.says((chat) => `Because. Winner: ${isGoodFirst(chat) || (asked += 1) % 2 === 0 ? 'A' : 'B'}`);
    const [record] = await vote(4);
    expect(record).toMatchObject({ id: 'p.qr0-r1', firstId: 'p.r0', secondId: 'p.r1', orders: 2, clamped: false });
    expect(record?.probability).toBe(6 / 8);
    expect(record?.votes?.forward).toEqual(
      Array.from({ length: 4 }, () => ({ verdict: 'first', text: 'Because. Winner: A' })),
    );
    expect(record?.votes?.backward.map(({ verdict }) => verdict)).toEqual(['first', 'second', 'first', 'second']);
    expect(record?.callKeys).toEqual(fixture.keys);
  });

  it('asks once in each order for all its samples, of which each has a seed of its own', async () => {
    fixture.says(() => 'Winner: tie');
    await vote(5);
    expect(fixture.chats.map(({ n }) => n)).toEqual([5, 5]);
    expect(new Set(fixture.chats.map(({ seed }) => seed)).size).toBe(2);
    expect(new Set(fixture.keys).size).toBe(10);
  });

  it('makes fewer new calls where more votes are asked for', async () => {
    fixture.says(() => 'Winner: A');
    await vote(2);
    const before = [...fixture.keys];
    fixture.keys.length = 0;
    await vote(3);
    expect(fixture.keys).toEqual(expect.arrayContaining(before));
  });

  it('makes a judge that names no winner name one, each reply with a call of its own', async () => {
    fixture.says((chat) => (chat.messages.length === 1 ? 'Both are fine.' : 'A'));
    const [record] = await vote(3);
    expect(new Set(fixture.keys).size).toBe(6 + 6);
    expect(record?.votes?.forward.map(({ text }) => text)).toContain('Both are fine.\nWinner: A');
    expect(record?.probability).toBe(0.5);
  });

  it('has no probability with fewer than 2 votes in an order that can be read, and counts that', async () => {
    let asked = 0;
    fixture.says((chat) => (isGoodFirst(chat) || (chat.messages.length === 1 && asked++ === 0) ? 'Winner: A' : '?'));
    const records = await vote(3);
    expect(records).toMatchObject([{ probability: null }]);
    expect(records[0]?.votes?.backward.map(({ verdict }) => verdict)).toEqual(['second', 'null', 'null']);
    expect(criticTally(records)).toEqual({ records: 1, nulls: 1 });
  });

  it('has none either where the server refuses the question', async () => {
    const [record] = await comparePreferences(refusingRunner(), voting(2), criticised(texts(2)));
    expect(record).toMatchObject({ probability: null, votes: { forward: [{ verdict: 'null', text: '' }, {}] } });
  });
});
