import * as fc from 'fast-check';
import { kendallTauA, kendallTauB, spearman } from '../../../../src/core/statistics/correlation';

describe('rank correlations', () => {
  it('gives a Kendall tau of 0.6 for 8 concordant and 2 discordant pairs (methods section 0.4)', () => {
    expect(kendallTauA([1, 2, 3, 4, 5], [2, 1, 3, 5, 4])).toBeCloseTo(0.6, 12);
    expect(kendallTauB([1, 2, 3, 4, 5], [2, 1, 3, 5, 4])).toBeCloseTo(0.6, 12);
  });

  // tau-b and rho by hand: C=4, D=0, one tie in x, none in y -> 4 / sqrt(5 * 6) and so on.
  it.each([
    { x: [1, 2, 3], y: [1, 2, 3], a: 1, b: 1, rho: 1 },
    { x: [1, 2, 3], y: [3, 2, 1], a: -1, b: -1, rho: -1 },
    { x: [1, 1, 2, 3], y: [1, 2, 3, 4], a: 5 / 6, b: 5 / Math.sqrt(30), rho: 4.5 / Math.sqrt(22.5) },
    { x: [1, 1, 2], y: [5, 5, 6], a: 2 / 3, b: 1, rho: 1 },
    { x: [1, 2, 3, 4, 5], y: [2, 1, 3, 5, 4], a: 0.6, b: 0.6, rho: 0.8 },
  ])('of $x and $y', ({ x, y, a, b, rho }) => {
    expect(kendallTauA(x, y)).toBeCloseTo(a, 12);
    expect(kendallTauB(x, y)).toBeCloseTo(b, 12);
    expect(spearman(x, y)).toBeCloseTo(rho, 12);
  });

  it.each([
    [[], []],
    [[1], [2]],
    [
      [4, 4, 4],
      [0, 1, 2],
    ],
  ])('is undefined for %j and %j', (x, y) => {
    expect(kendallTauB(x, y)).toBeNull();
    expect(spearman(x, y)).toBeNull();
  });

  it('refuses lists of different lengths', () => {
    expect(() => spearman([1], [1, 2])).toThrow('expected lists of one length, got 1 and 2');
  });

  it('stays within -1 and 1 and changes its sign with one list', () => {
    const pairs = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 })), { maxLength: 8 });
    fc.assert(
      fc.property(pairs, (points) => {
        const [x, y] = [points.map(([a]) => a), points.map(([, b]) => b)];
        for (const correlation of [kendallTauB, spearman]) {
          const value = correlation(x, y);
          const negated = y.map((item) => -item);
          expect(Math.abs(value ?? 0)).toBeLessThanOrEqual(1 + 1e-12);
          const opposite = correlation(x, negated);
          expect(opposite === null).toBe(value === null);
          expect((opposite ?? 0) + (value ?? 0)).toBeCloseTo(0, 12);
        }
      }),
    );
  });
});
