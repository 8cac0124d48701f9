import { scoreTogether } from '../../../../src/activities/critics/listwise';
import { comparisonPrinciples } from '../../../../src/core/constitution/comparison-principles';
import { scoreRecordSchema } from '../../../../src/core/feedback-records';
import { criticFixture, promptWith, servedBy, type Chat } from './critic-fixture';

const fixture = criticFixture();
const judge = servedBy({ kind: 'assumed' });
const WORTH: Record<string, number> = { bad: 1, fair: 3, good: 5 };

async function score(texts: string[], options: { principles?: boolean } = {}) {
  const settings = {
    critic: { kind: 'listwise' as const, ...options },
    judge: { ...judge, digest: `sha256:${'1'.repeat(64)}` },
    sampling: { temperature: 0.7, topP: 0.9, maxTokens: 60 },
    scope: { run: '1', iteration: 1, attempt: 1 },
  };
  return (await scoreTogether(fixture.runner, settings, promptWith(texts))).map((record) =>
    scoreRecordSchema.parse(record),
  );
}

/** Scores every answer by what it says, wherever it stands; none of those in `silent`. */
function scoresBut(...silent: string[]) {
  return ({ messages: [question] }: Chat) =>
    Array.from((question?.content ?? '').matchAll(/<answer-(\d+)>\n(.*)\n/g))
      .filter(([, , text = '']) => !silent.includes(text))
      .map(([, number, text = '']) => `Answer ${number}: reasons. Score: ${WORTH[text]}`)
      .join('\n');
}

describe('listwise critic (methods section 5)', () => {
  it('scores all responses of a prompt in one call, each by its own text', async () => {
    fixture.says(scoresBut());
    const records = await score(['bad', 'good', 'fair']);
    expect(fixture.keys).toHaveLength(1);
    expect(records.map(({ responseId, score: points, critic }) => [responseId, points, critic])).toEqual([
      ['p.r0', 1, 'listwise'],
      ['p.r1', 5, 'listwise'],
      ['p.r2', 3, 'listwise'],
    ]);
    expect(records.every(({ callKey }) => callKey === fixture.keys[0])).toBe(true);
  });

  it('asks once more for a score that cannot be read, and keeps the first of the others', async () => {
    fixture.says((chat) => (fixture.chats.length === 1 ? scoresBut('good')(chat) : scoresBut()(chat)));
    const records = await score(['bad', 'good', 'fair']);
    expect(new Set(fixture.keys).size).toBe(2);
    expect(records.map(({ callKey }) => fixture.keys.indexOf(callKey ?? ''))).toEqual([0, 1, 0]);
  });

  it('then leaves it without a score, and never scores it by default', async () => {
    fixture.says(scoresBut('good'));
    const records = await score(['bad', 'good', 'fair']);
    expect(fixture.keys).toHaveLength(2);
    expect(records[1]).toMatchObject({ score: null, reason: 'no-score' });
    expect(records.map((record) => record.score)).toEqual([1, null, 3]);
  });

  it('counts for nothing below two scores', async () => {
    fixture.says(scoresBut('good', 'fair'));
    const records = await score(['bad', 'good', 'fair']);
    expect(records.map((record) => [record.score, record.reason])).toEqual([
      [null, 'void'],
      [null, 'no-score'],
      [null, 'no-score'],
    ]);
  });

  it('asks by every principle at once, in a call of its own (methods section 9: listwise_hard)', async () => {
    fixture.says(scoresBut());
    await score(['bad', 'good']);
    expect(await score(['bad', 'good'], { principles: true })).toMatchObject([{ score: 1 }, { score: 5 }]);
    expect(new Set(fixture.keys).size).toBe(2);
    const [plain, byPrinciples] = fixture.chats.map(({ messages: [question] }) => question?.content);
    for (const { question } of comparisonPrinciples) {
      expect(byPrinciples).toContain(question);
      expect(plain).not.toContain(question);
    }
  });

  it('asks nothing about a single response', async () => {
    expect(await score(['good'])).toEqual([]);
    expect(fixture.keys).toEqual([]);
  });
});
