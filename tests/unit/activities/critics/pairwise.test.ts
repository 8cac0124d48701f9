import { VllmClient } from 'vllm-client';
import { z } from 'zod';
import { startFaultServer } from '../../../../packages/vllm-client/tests/fault-server';
import { comparePairwise } from '../../../../src/activities/critics/pairwise';
import { feedbackRecordSchema } from '../../../../src/core/feedback-records';
import { completion } from '../judging-fixture';
import { criticised, settings as shared, texts } from './criticised';
import { countingRunner, judge, makingRunner, refusingRunner, textReply } from './runners';

const settings = { ...shared, critic: { kind: 'pairwise' } as const };

const chatSchema = z.object({ messages: z.array(z.object({ content: z.string() })) });

describe('comparePairwise (methods section 5 and section 0.3)', () => {
  it.each([2, 3, 5, 7])('asks N * (N - 1) times about %i responses, every time another question', async (count) => {
    const runner = countingRunner((number) => textReply(`Winner: ${number % 2 === 0 ? 'A' : 'B'}`));
    const records = await comparePairwise(runner, settings, criticised(texts(count)));
    expect(runner.samples()).toBe(count * (count - 1));
    expect(new Set(runner.asked.flatMap(({ keys }) => keys)).size).toBe(count * (count - 1));
    expect(records).toHaveLength((count * (count - 1)) / 2);
    expect(feedbackRecordSchema.array().parse(records)).toEqual(records);
  });

  it('asks nothing about a single response', async () => {
    const runner = countingRunner(() => textReply('Winner: A'));
    await expect(comparePairwise(runner, settings, criticised(texts(1)))).resolves.toEqual([]);
    expect(runner.samples()).toBe(0);
  });

  it('says who won in terms of the responses, whichever slot they stood in', async () => {
    const server = await startFaultServer();
    const client = new VllmClient({ baseUrl: server.url });
    try {
      server.behave(({ body }) => {
        const question = JSON.stringify(chatSchema.parse(body).messages);
        const isGoodFirst = question.indexOf('The good one.') < question.indexOf('The bad one.');
        return { kind: 'json', body: completion([`Winner: ${isGoodFirst ? 'A' : 'B'}`]) };
      });
      const records = await comparePairwise(
        makingRunner(client),
        settings,
        criticised(['The bad one.', 'The good one.']),
      );
      expect(records).toEqual([
        expect.objectContaining({
          kind: 'verdict',
          id: 'p.vr0-r1',
          promptId: 'p',
          model: judge.digest,
          firstId: 'p.r0',
          secondId: 'p.r1',
          forward: 'second',
          backward: 'second',
          winner: 'second',
          texts: ['Winner: B', 'Winner: A'],
        }),
      ]);
    } finally {
      await client.close();
      await server.close();
    }
  });

  it('takes a judge that always names the first slot for undecided', async () => {
    const runner = countingRunner(() => textReply('Winner: A'));
    const [record] = await comparePairwise(runner, settings, criticised(texts(2)));
    expect(record).toMatchObject({ forward: 'first', backward: 'second', winner: 'tie' });
  });

  it('makes a judge that names no winner name one, and has null where it does not', async () => {
    const talker = countingRunner((number) => textReply(number < 2 ? 'Both are fine.' : number === 2 ? 'B' : 'A'));
    const [made] = await comparePairwise(talker, settings, criticised(texts(2)));
    expect(made).toMatchObject({ forward: 'second', backward: 'second', winner: 'second' });
    expect(talker.samples()).toBe(4);
    const [none] = await comparePairwise(
      countingRunner(() => textReply('?')),
      settings,
      criticised(texts(2)),
    );
    expect(none).toMatchObject({ forward: 'null', backward: 'null', winner: 'null' });
    const [refused] = await comparePairwise(refusingRunner(), settings, criticised(texts(2)));
    expect(refused).toMatchObject({ winner: 'null', texts: ['', ''] });
  });
});
