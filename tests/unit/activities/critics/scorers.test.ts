import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toFailure } from '../../../../src/activities/failures';
import { scorerOf } from '../../../../src/activities/critics/scorers';
import { temporaryFolder } from '../../../temporary-folder';

const folder = temporaryFolder();
const scored = (response: string, answer?: string) => ({ prompt: 'p', response, answer });

/** What the activity ends with. */
async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(() => undefined, toFailure);
}

async function moduleOf(name: string, text: string) {
  const path = join(folder(), name);
  await writeFile(path, text);
  return { kind: 'module', path } as const;
}

describe('the verifier exact-answer', () => {
  it.each([
    ['the right number', 'It is 1,200.', '#### 1200', { score: 1 }],
    ['another number', 'It is 12.', '#### 1200', { score: 0, reason: 'other-number' }],
    ['no number', 'I do not know.', '1200', { score: 0, reason: 'no-number' }],
    ['a prompt without an answer', '1200', undefined, { score: null, reason: 'no-answer' }],
    ['an answer in words', '1200', 'Twelve hundred.', { score: null, reason: 'answer-without-number' }],
  ])('says of %s what it can', async (_, response, answer, expected) => {
    const scorer = await scorerOf({ kind: 'verifier', verifier: 'exact-answer' });
    expect(scorer.version).toBe('verifier:exact-answer');
    expect(await scorer.score(scored(response, answer))).toEqual(expected);
  });
});

describe('the verifier ifeval (methods section 2)', () => {
  const instructions = ['startend:quotation', 'punctuation:no_comma'].map((id) => ({ id, kwargs: {} }));
  const said = async (verifier: 'ifeval' | 'ifeval-loose', response: string, given = { instructions }) =>
    (await scorerOf({ kind: 'verifier', verifier })).score({ ...scored(response), ...given });

  it('gives the share of the instructions that are followed, strictly or loosely', async () => {
    expect(await said('ifeval', '"a"')).toEqual({ score: 1 });
    expect(await said('ifeval', 'Sure.\n"a"')).toEqual({ score: 0.5, reason: 'not followed: startend:quotation' });
    expect(await said('ifeval-loose', 'Sure.\n"a"')).toEqual({ score: 1 });
  });

  it('gives no score where the prompt has no instructions', async () => {
    const scorer = await scorerOf({ kind: 'verifier', verifier: 'ifeval' });
    expect(scorer.version).toBe('verifier:ifeval');
    expect(await scorer.score(scored('a'))).toEqual({ score: null, reason: 'no-instructions' });
  });
});

describe('a critic from a module', () => {
  it('is shown the response and may take its time', async () => {
    const critic = await moduleOf(
      'good.js',
      'exports.critic = async ({ prompt, response, answer }) => ({ score: [prompt, response, answer].join("").length });',
    );
    const scorer = await scorerOf(critic);
    expect(await scorer.score(scored('four', 'ab'))).toEqual({ score: 7 });
    expect(scorer.version).toMatch(/^module:sha256:[0-9a-f]{64}$/);
  });

  it('is named by what is in its file', async () => {
    const [one, two, same] = await Promise.all(
      [1, 2, 1].map(async (score, index) =>
        scorerOf(await moduleOf(`of-${index}.js`, `exports.critic = () => ({ score: ${score} });`)),
      ),
    );
    expect(same?.version).toBe(one?.version);
    expect(two?.version).not.toBe(one?.version);
  });

  it.each([
    ['exports nothing', 'exports.score = 1;', 'exports no critic: it must be a function'],
    ['fails when it is loaded', 'throw new Error("no dictionary");', 'cannot be loaded: no dictionary'],
  ])('that %s is named and not tried again', async (name, text, message) => {
    const critic = await moduleOf(`${name.replaceAll(' ', '-')}.js`, text);
    const failure = await failureOf(scorerOf(critic));
    expect(failure).toMatchObject({
      nonRetryable: true,
      type: 'InvalidModule',
      message: `${critic.path} ${message}`,
    });
  });

  it('that is not there is named and not tried again', async () => {
    const path = join(folder(), 'none.js');
    const failure = await failureOf(scorerOf({ kind: 'module', path }));
    expect(failure).toMatchObject({ nonRetryable: true, type: 'InvalidModule' });
    expect(String(failure)).toContain(`no such file or directory, open '${path}'`);
  });

  it('that gives no score is told by its file', async () => {
    const critic = await moduleOf('vague.js', 'exports.critic = () => "good";');
    const scorer = await scorerOf(critic);
    await expect(scorer.score(scored('x'))).rejects.toMatchObject({ nonRetryable: true, type: 'InvalidScore' });
    await expect(scorer.score(scored('x'))).rejects.toThrow(`${critic.path} gave no score: reply: `);
  });

  it('that changed since it was loaded waits for a new worker: scores would name what did not give them', async () => {
    const critic = await moduleOf('changing.js', 'exports.critic = () => ({ score: 1 });');
    await scorerOf(critic);
    await moduleOf('changing.js', 'exports.critic = () => ({ score: 2 });');
    expect(await failureOf(scorerOf(critic))).toMatchObject({ nonRetryable: false, type: 'ChangedModule' });
  });
});
