import { ApplicationFailure } from '@temporalio/activity';
import { httpScorer } from '../../../../src/activities/critics/http-scorer';
import type { Scored } from '../../../../src/core/score-key';
import { scoringServer } from './scoring-server';

const server = scoringServer();
const scored = { prompt: '2 + 2?', response: '4', answer: '4' };

async function score(critic: { apiKeyEnv?: string } = {}, timeoutMs?: number, about: Scored = scored) {
  return httpScorer({ kind: 'http', url: server.url(), ...critic }, timeoutMs).score(about);
}

/** The failure that the activity ends with. */
async function failureOf(promise: Promise<unknown>): Promise<Error> {
  const [result] = await Promise.allSettled([promise]);
  if (result?.status === 'rejected' && result.reason instanceof Error) return result.reason;
  throw new Error('it should have failed');
}

describe('httpScorer', () => {
  it('shows the program prompt, response and answer, and takes its score', async () => {
    server.answers('{"score": -0.5, "reason": "dull"}');
    await expect(score()).resolves.toEqual({ score: -0.5, reason: 'dull' });
    expect(server.asked.map(({ body }) => body)).toEqual([{ ...scored, responseSteps: ['4'] }]);
    expect(server.asked[0]?.headers.authorization).toBeUndefined();
  });

  it('splits the response into its steps, of which blank text has none', async () => {
    server.answers('{"score": 1}');
    for (const response of ['Two and two.\n\nFour.\n', ' \n\n']) await score({}, undefined, { ...scored, response });
    expect(server.asked.map(({ body }) => body)).toMatchObject([
      { responseSteps: ['Two and two.\n\n', 'Four.\n'] },
      { responseSteps: [] },
    ]);
  });

  it('takes the probabilities of steps from a process reward model (methods section 11.1)', async () => {
    server.answers('{"score": 0.45, "steps": [0.9, 0.5]}');
    await expect(score()).resolves.toEqual({ score: 0.45, steps: [0.9, 0.5] });
    server.answers('{"score": 0.45, "steps": [1.5]}');
    expect((await failureOf(score())).message).toContain('gave no score: steps.0: ');
  });

  it('takes null for "cannot say"', async () => {
    server.answers('{"score": null}');
    await expect(score()).resolves.toEqual({ score: null });
  });

  it('names the program by its address', () => {
    expect(httpScorer({ kind: 'http', url: 'http://scorer.example/' }).version).toBe('http:http://scorer.example/');
  });

  it.each([
    ['no JSON', '<html>busy</html>', 'answered no JSON: <html>busy</html>'],
    ['no score', '{"points": 3}', 'gave no score: score: '],
    ['a score in words', '{"score": "high"}', 'gave no score: score: '],
  ])('never tries again what answers %s', async (_, body, message) => {
    server.answers(body);
    const failure = await failureOf(score());
    expect(failure).toBeInstanceOf(ApplicationFailure);
    expect(failure).toMatchObject({ nonRetryable: true, type: 'InvalidScore' });
    expect(failure.message).toContain(`the scorer at ${server.url()} ${message}`);
  });

  it('lets the activity try again when the program fails', async () => {
    server.answers('out of memory', 500);
    const failure = await failureOf(score());
    expect(failure).not.toBeInstanceOf(ApplicationFailure);
    expect(failure.message).toBe(`the scorer at ${server.url()} answered 500: out of memory`);
  });

  it('waits no longer than its bound for a program that is silent', async () => {
    server.isSilent();
    const failure = await failureOf(score({}, 100));
    expect(failure).not.toBeInstanceOf(ApplicationFailure);
    expect(failure.message).toBe(`the scorer at ${server.url()} did not answer within 100 ms`);
  });

  it('sends the key that the recipe names, and asks nobody without it', async () => {
    server.answers('{"score": 1}');
    process.env['SRLM_KEY_SCORER_TEST'] = 'key';
    try {
      await score({ apiKeyEnv: 'SRLM_KEY_SCORER_TEST' });
    } finally {
      delete process.env['SRLM_KEY_SCORER_TEST'];
    }
    expect(server.asked[0]?.headers.authorization).toBe('Bearer key');
    const failure = await failureOf(score({ apiKeyEnv: 'SRLM_KEY_SCORER_TEST' }));
    expect(failure.message).toContain('SRLM_KEY_SCORER_TEST, which is not set where the worker runs');
    expect(server.asked).toHaveLength(1);
  });
});
