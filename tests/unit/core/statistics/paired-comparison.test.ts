import { createRandom } from '../../../../src/core/random';
import { pairedComparison } from '../../../../src/core/statistics/paired-comparison';
import { signTest } from '../../../../src/core/statistics/sign-test';

describe('signTest', () => {
  it.each([
    [0, 0, 1],
    [1, 0, 1],
    [3, 3, 1],
    [6, 0, 2 / 64],
    [0, 6, 2 / 64],
    [8, 2, (2 * (1 + 10 + 45)) / 1024],
  ])('%i against %i: p = %d', (wins, losses, expected) => {
    expect(signTest(wins, losses)).toBeCloseTo(expected, 12);
  });

  it('does not underflow for thousands of items', () => {
    expect(signTest(1000, 1000)).toBe(1);
    // The normal approximation with continuity correction: z = 4.0026, two-sided.
    expect(signTest(2090, 1837)).toBeCloseTo(5.8e-5, 5);
  });
});

describe('pairedComparison', () => {
  const items = (values: readonly number[]) => new Map(values.map((value, index) => [`item ${index}`, value]));

  it('counts who is better where, and measures the mean difference', () => {
    const paired = pairedComparison(items([0, 0, 1, 1, 0.5]), items([1, 1, 0, 1, 1]), createRandom(1));
    expect(paired).toMatchObject({ compared: 5, unpaired: 0, better: 3, worse: 1, equal: 1, pValue: 0.625 });
    expect(paired.difference?.estimate).toBeCloseTo(0.3, 12);
    expect(paired.difference?.low).toBeLessThan(0.3);
  });

  it('leaves out, and counts, what only one of them has', () => {
    const paired = pairedComparison(items([0, 0, 1]), items([1]), createRandom(1));
    expect(paired).toMatchObject({ compared: 1, unpaired: 2, better: 1 });
  });

  it('of nothing has no difference', () => {
    expect(pairedComparison(items([]), items([1]), createRandom(1))).toMatchObject({ compared: 0, difference: null });
  });
});
