import { scoreAlarms, scoreHealth, type ScoreHealth } from '../../../../src/core/statistics/score-health';
import { judgements } from '../selection/candidates';

describe('scoreHealth (methods section 13.1)', () => {
  it('measures nulls, spread, repeats and ties', () => {
    const health = scoreHealth([
      ...judgements('a', [4, 2], 'p'),
      ...judgements('b', [3, null], 'p'),
      ...judgements('c', [5], 'p'),
      ...judgements('d', [3, 3], 'q'),
      ...judgements('e', [null], 'q'),
    ]);
    expect(health).toMatchObject({ nullRate: 0.25, modalShare: 0.5, mean: 20 / 6, withinResponseVariance: 0.5 });
    // a and b tie at 3; a and c, b and c do not; d has no partner with a score.
    expect(health.tieRate).toBeCloseTo(1 / 3, 12);
    expect(health.entropy).toBeCloseTo(0.5 * Math.log(2) + 0.5 * Math.log(6), 12);
  });

  it('keeps responses of different prompts apart that have the same id', () => {
    const health = scoreHealth([...judgements('a', [1], 'p'), ...judgements('a', [5], 'q')]);
    expect(health).toMatchObject({ withinResponseVariance: null, tieRate: null });
  });

  it('is null without judgements', () => {
    expect(new Set(Object.values(scoreHealth([])))).toEqual(new Set([null]));
  });
});

describe('scoreAlarms (methods section 0.3 and section 13.1)', () => {
  const healthy: ScoreHealth = {
    nullRate: 0.1,
    entropy: 1.3,
    modalShare: 0.6,
    mean: 3,
    withinResponseVariance: 0.2,
    tieRate: 0.2,
  };

  it.each([
    ['nothing at the limits', {}, []],
    ['more than 10 % nulls', { nullRate: 0.11 }, ['null-rate']],
    ['a modal share above 60 %', { modalShare: 0.61 }, ['modal-share']],
    ['an entropy that falls by more than 0.3 nats', { entropy: 0.9 }, ['entropy-fall']],
    ['no entropy at all', { entropy: null }, []],
    ['a rise', { entropy: 1.7 }, []],
  ] as const)('%s', (_, changes, expected) => {
    expect(scoreAlarms({ ...healthy, ...changes }, healthy)).toEqual(expected);
  });

  it('has nothing to compare the first iteration with', () => {
    expect(scoreAlarms({ ...healthy, entropy: 0 })).toEqual([]);
  });
});
