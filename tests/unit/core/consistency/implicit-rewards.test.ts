import { implicitRewards } from '../../../../src/core/consistency/implicit-rewards';
import { logProbability } from '../selection/candidates';

const records = [
  logProbability('a', 'base', -10, 5),
  logProbability('a', 'M1', -8, 5),
  logProbability('a', 'M2', -7.5, 5),
  logProbability('b', 'base', -30, 10),
  logProbability('b', 'M2', -33, 10),
];

describe('implicitRewards (methods section 6)', () => {
  it('takes the base model as the reference of both models, in sums over tokens (methods section 19)', () => {
    expect(implicitRewards(records, { current: 'M2', previous: 'M1', base: 'base' })).toEqual([
      { responseId: 'a', reward: 2.5, previousReward: 2, feedbackIds: ['a.M1', 'a.M2', 'a.base'] },
      { responseId: 'b', reward: -3, previousReward: null, feedbackIds: ['b.M2', 'b.base'] },
    ]);
  });

  it.each([null, 'base'])(
    'ranks by the length-normalised base model before the first iteration (methods section 19: t = 1), previous: %s',
    (previous) => {
      const rewards = implicitRewards(records, { current: 'M2', previous, base: 'base' });
      expect(rewards.map(({ previousReward }) => previousReward)).toEqual([-2, -3]);
    },
  );

  it('has no length-normalised value for a response without tokens', () => {
    const empty = [logProbability('a', 'base', 0, 0), logProbability('a', 'M1', 0, 0)];
    expect(implicitRewards(empty, { current: 'M1', previous: null, base: 'base' })[0]?.previousReward).toBeNull();
  });

  it('leaves out a response that the model or the base model did not read', () => {
    expect(
      implicitRewards(records, { current: 'M1', previous: null, base: 'base' }).map(({ responseId }) => responseId),
    ).toEqual(['a']);
    expect(implicitRewards(records, { current: 'M2', previous: null, base: 'other' })).toEqual([]);
  });

  it('takes differences that only rounding tells apart for equal', () => {
    const rewards = implicitRewards(
      [
        logProbability('a', 'base', -0.3),
        logProbability('a', 'M1', -0.1),
        logProbability('b', 'base', -0.4),
        logProbability('b', 'M1', -0.2),
      ],
      { current: 'M1', previous: null, base: 'base' },
    );
    expect(new Set(rewards.map(({ reward }) => reward)).size).toBe(1);
  });
});
