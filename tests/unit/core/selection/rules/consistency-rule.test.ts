import { consistencyRule } from '../../../../../src/core/selection/rules/consistency-rule';
import { logProbability, prompt, response, select } from '../candidates';
import { scope, sidesOf } from './rule-scope';

/** The responses a, b, c and d, with rewards of 1 to 4 now and these before. */
function recordsOf(before: readonly number[]) {
  const said = (model: string, rewards: readonly number[]) =>
    rewards.map((reward, index) => logProbability('abcd'.charAt(index), model, reward - 100));
  return {
    prompts: [prompt('p')],
    responses: ['a', 'b', 'c', 'd'].map((id) => response(id)),
    judgements: [],
    feedback: [...said('M2', [1, 2, 3, 4]), ...said('M1', before), ...said('M0', [0, 0, 0, 0])],
  };
}

const settings = { metric: 'kendall', source: { kind: 'average' }, clamp: 'none' } as const;

it('ranks by the present model over M_0, and trusts as far as the one before it agrees (methods section 6)', () => {
  const { pairs, figures } = select(consistencyRule(settings, scope), recordsOf([4, 3, 2, 1]));
  expect(sidesOf(pairs)).toEqual(['d>a']);
  expect(pairs[0]).toMatchObject({ confidence: 0, judgementIds: ['a.M0', 'a.M1', 'a.M2', 'd.M0', 'd.M1', 'd.M2'] });
  expect(Object.values(figures).every((figure) => Number.isFinite(figure))).toBe(true);
});

it('passes metric, source and clamp on', () => {
  const confidenceOf = (changes: object, before = [4, 3, 2, 1]) =>
    select(consistencyRule({ ...settings, ...changes }, scope), recordsOf(before)).pairs[0]?.confidence;
  expect(confidenceOf({ clamp: 'at-least-half' })).toBe(0.5);
  expect(confidenceOf({ source: { kind: 'fixed', value: 0.7 } })).toBe(0.7);
  expect(confidenceOf({}, [1, 3, 2, 4])).toBeCloseTo(5 / 6, 9);
  expect(confidenceOf({ metric: 'top-order' }, [1, 3, 2, 4])).toBe(1);
});

it('needs to know whose log-probabilities they are', () => {
  expect(() => consistencyRule(settings, { ...scope, models: undefined })).toThrow('needs the digests of the models');
});
