import { createRandom } from '../../../../src/core/random';
import { average } from '../../../../src/core/statistics/average';
import { signFlipTest } from '../../../../src/core/statistics/sign-flip-test';

describe('signFlipTest', () => {
  it('comes near the exact probability of a sign test', () => {
    // 9 of 10 on one side: 2 * (10 + 1) / 2^10 = 0.0215.
    const differences = [1, 1, 1, 1, 1, 1, 1, 1, 1, -1];
    const found = [1, 2, 3, 4, 5].map((seed) => signFlipTest(differences, createRandom(seed)));
    expect(average(found)).toBeCloseTo(0.0215, 2);
  });

  it('is 1 where nothing differs, and where there is nothing', () => {
    expect(signFlipTest([0, 0, 0], createRandom(1))).toBe(1);
    expect(signFlipTest([], createRandom(1))).toBe(1);
  });

  it('weighs differences by their size', () => {
    expect(signFlipTest([5, 5, 5, 5, 5, 5, 5, 5, -1, -1], createRandom(1))).toBeLessThan(0.02);
  });

  it('is the same from either side', () => {
    const differences = [1, 2, -1, 3, 0.5];
    const mirrored = differences.map((difference) => -difference);
    expect(signFlipTest(mirrored, createRandom(3))).toBeCloseTo(signFlipTest(differences, createRandom(4)), 1);
  });
});
