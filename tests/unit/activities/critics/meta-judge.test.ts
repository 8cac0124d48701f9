import { VllmClient } from 'vllm-client';
import { startFaultServer } from '../../../../packages/vllm-client/tests/fault-server';
import { compareJudgements } from '../../../../src/activities/critics/meta-judge';
import { feedbackRecordSchema } from '../../../../src/core/feedback-records';
import { completion } from '../judging-fixture';
import { criticised, settings as shared, texts } from './criticised';
import { countingRunner, makingRunner, textReply } from './runners';

const settings = { ...shared, critic: { kind: 'meta-judge', hideScores: false } as const };
const alternating = () => countingRunner((number) => textReply(`Winner: Judgement ${number % 2 === 0 ? 'A' : 'B'}`));

/** 11 scores of which the first differs from the others by `by`. */
const eleven = (by: number) => Array.from({ length: 11 }, (_, index) => (index === 0 ? 3 + by : 3));

describe('compareJudgements (methods section 4)', () => {
  it('asks 110 times a prompt at N = 11 valid judgements, about the response they differ about most', async () => {
    const runner = alternating();
    const about = criticised(texts(7), [0, 1, 0.5, 2, 1, 0, 0].map(eleven));
    const records = await compareJudgements(runner, settings, about);
    expect(runner.samples()).toBe(110);
    expect(new Set(runner.asked.flatMap(({ keys }) => keys)).size).toBe(110);
    expect(records).toHaveLength(55);
    expect(records.every((record) => record.kind === 'meta-verdict' && record.responseId === 'p.r3')).toBe(true);
    expect(new Set(records.map(({ id }) => id)).size).toBe(55);
    expect(feedbackRecordSchema.array().parse(records)).toEqual(records);
  });

  it('leaves out judgements without a score', async () => {
    const runner = alternating();
    await compareJudgements(runner, settings, criticised(texts(1), [[5, null, 3, null, 1]]));
    expect(runner.samples()).toBe(3 * 2);
  });

  it.each([
    ['zero variance', [eleven(0), eleven(0)]],
    ['one valid judgement each', [[5, null], [1]]],
    ['none', []],
  ])('asks nothing at %s', async (_, scores) => {
    const runner = alternating();
    await expect(compareJudgements(runner, settings, criticised(texts(2), scores))).resolves.toEqual([]);
    expect(runner.samples()).toBe(0);
  });

  it.each([
    ['shows', false, true],
    ['hides', true, false],
  ])('%s the scores as the recipe says, and says who won in terms of the judgements', async (_, hideScores, shown) => {
    const server = await startFaultServer();
    const client = new VllmClient({ baseUrl: server.url });
    try {
      server.behave(({ body }) => {
        const question = JSON.stringify(body);
        const isFirst = question.indexOf('Reason 0.') < question.indexOf('Reason 1.');
        return { kind: 'json', body: completion([`Winner: Judgement ${isFirst ? 'A' : 'B'}`]) };
      });
      const critic = { kind: 'meta-judge', hideScores } as const;
      const about = criticised(texts(1), [[2.5, 4]]);
      const records = await compareJudgements(makingRunner(client), { ...settings, critic }, about);
      expect(records).toMatchObject([
        { id: 'p.r0.j0-j1', firstId: 'p.r0.j0', secondId: 'p.r0.j1', forward: 'first', backward: 'first' },
      ]);
      expect(server.requests).toHaveLength(2);
      const questions = server.requests.map(({ body }) => JSON.stringify(body));
      expect(questions.map((question) => question.includes('Score: 2.5'))).toEqual([shown, shown]);
    } finally {
      await client.close();
      await server.close();
    }
  });
});
