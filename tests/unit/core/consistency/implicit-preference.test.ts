import { implicitDefaults, implicitPreference } from '../../../../src/core/consistency/implicit-preference';
import { sigmoid } from '../../../../src/core/statistics/bernoulli';
import { logProbability } from '../selection/candidates';

const first = [logProbability('a', 'M2', -8, 10), logProbability('a', 'M1', -10, 10)];
const second = [logProbability('b', 'M2', -38, 20), logProbability('b', 'M1', -40, 20)];
const settings = { ...implicitDefaults, models: { current: 'M2', reference: 'M1' } };

const probability = (...args: Parameters<typeof implicitPreference>) => implicitPreference(...args)?.probability;

describe('implicitPreference (methods section 7)', () => {
  it('is the sigmoid of the difference of length-normalised log-ratios', () => {
    expect(implicitPreference(first, second, settings)).toEqual({
      probability: sigmoid(2 / 10 - 2 / 20),
      feedbackIds: ['a.M2', 'a.M1', 'b.M2', 'b.M1'],
    });
  });

  it('takes sums where it is told to, which are equal here', () => {
    expect(probability(first, second, { ...settings, isLengthNormalised: false, scale: 0.1 })).toBe(0.5);
  });

  it('turns into its complement when the responses are exchanged (methods section 19)', () => {
    expect(probability(second, first, settings)).toBeCloseTo(1 - (probability(first, second, settings) ?? 0), 12);
  });

  it('is undecided while the model is its own reference', () => {
    expect(probability(first, second, { ...settings, models: { current: 'M2', reference: 'M2' } })).toBe(0.5);
  });

  it('is unknown without a log-probability or without tokens', () => {
    expect(implicitPreference(first.slice(1), second, settings)).toBeNull();
    const empty = [logProbability('c', 'M2', 0, 0), logProbability('c', 'M1', 0, 0)];
    expect(implicitPreference(first, empty, settings)).toBeNull();
    expect(probability(first, empty, { ...settings, isLengthNormalised: false, scale: 1 })).toBeCloseTo(sigmoid(2), 12);
  });
});
