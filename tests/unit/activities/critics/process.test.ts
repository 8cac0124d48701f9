import { judgeSteps } from '../../../../src/activities/critics/process';
import { scoreRecordSchema } from '../../../../src/core/feedback-records';
import { criticSchema } from '../../../../src/recipes/critic-sections';
import { criticFixture, promptWith, servedBy, type Chat, type Said } from './critic-fixture';
import { criticised, settings as shared } from './criticised';
import { refusingRunner } from './runners';

const fixture = criticFixture();
const own = servedBy({ kind: 'weight-version', value: 'v1' });
const foreign = servedBy({ kind: 'assumed' });
const sampling = { temperature: 0.7, topP: 0.9, maxTokens: 60 };

function criticOf(options: object) {
  const critic = criticSchema.parse({ kind: 'process', ...options });
  if (critic.kind !== 'process') throw new Error('another critic');
  return critic;
}

async function judge(texts: string[], options: object = {}, by = own) {
  const settings = { critic: criticOf(options), judge: by, sampling, scope: { run: '1', iteration: 1, attempt: 1 } };
  return (await judgeSteps(fixture.runner, settings, promptWith(texts))).map((record) =>
    scoreRecordSchema.parse(record),
  );
}

/** Holds every step correct with 0.8 but those that say "wrong", and likes the label A. */
function label({ messages }: Chat): Exclude<Said, string> {
  const question = messages[0]?.content ?? '';
  const isCorrect = !/<answer-step>[^<]*wrong/.test(question);
  const isForward = question.includes('A: it is correct.');
  const odds = (isCorrect ? Math.log(4) : -Math.log(4)) * (isForward ? 1 : -1);
  return [{ token: 'A', top: { A: odds + 1, B: 0 } }];
}

const likingForA = (odds: number) => {
  const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));
  return (sigmoid(odds + 1) + 1 - sigmoid(-odds + 1)) / 2;
};
const [good, bad] = [likingForA(Math.log(4)), likingForA(-Math.log(4))];

describe('process critic (methods section 11)', () => {
  it('asks of every step in both orders, and multiplies', async () => {
    fixture.says(label);
    const [right, wrong] = await judge(['One.\n\nTwo.', 'One.\n\nTwo is wrong.\n\nThree.']);
    expect(fixture.keys).toHaveLength(2 * 2 + 2 * 3);
    expect(new Set(fixture.keys).size).toBe(8); // both begin with the same step
    expect(right).toMatchObject({ id: 'p.r0.process', critic: 'process', model: own.digest, responseId: 'p.r0' });
    expect(right?.score).toBeCloseTo(good * good, 12);
    expect(wrong?.steps?.map((step) => step.toFixed(9))).toEqual([good, bad, good].map((step) => step.toFixed(9)));
    expect(wrong?.callKeys).toHaveLength(6);
  });

  it('takes the lowest step where the recipe says so, under the name of the recipe', async () => {
    fixture.says(label);
    const [wrong] = await judge(['One.\n\nTwo is wrong.'], { aggregation: 'min', name: 'steps-of-m' });
    expect(wrong).toMatchObject({ id: 'p.r0.steps-of-m', critic: 'steps-of-m' });
    expect(wrong?.score).toBeCloseTo(bad, 12);
  });

  it('looks for the label in the reply of a foreign endpoint', async () => {
    fixture.says((chat) => [{ token: 'So', top: { So: -0.1 } }, ...label(chat)]);
    const [right] = await judge(['One.'], {}, foreign);
    expect(fixture.chats[0]?.messages).toHaveLength(1);
    expect(right?.score).toBeCloseTo(good, 12);
  });

  it('scores nothing where a label cannot be read, where there is no step, and where the server refuses', async () => {
    fixture.says(() => [{ token: 'x', top: { x: -1 } }]);
    expect(await judge(['One.', ' '])).toMatchObject([
      { score: null, reason: 'unread-step' },
      { score: null, reason: 'no-step' },
    ]);
    const refused = await judgeSteps(refusingRunner(), { ...shared, critic: criticOf({}) }, criticised(['One.']));
    expect(refused).toMatchObject([{ score: null, reason: 'unread-step' }]);
  });
});
