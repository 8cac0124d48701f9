import * as fc from 'fast-check';
import { bestOfNCurve, expectedBest } from '../../../../src/core/statistics/best-of-n-curve';

/** The mean of the best over every choice of n, counted one by one. */
function counted(scores: readonly number[], n: number): number {
  const bests: number[] = [];
  for (let choice = 0; choice < 2 ** scores.length; choice += 1) {
    const chosen = scores.filter((_, index) => Math.floor(choice / 2 ** index) % 2 === 1);
    if (chosen.length === n) bests.push(Math.max(...chosen));
  }
  return bests.reduce((sum, best) => sum + best, 0) / bests.length;
}

describe('expectedBest (methods section 2)', () => {
  it('is the mean of all choices', () => {
    const scores = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(scores, fc.nat(7), (all, pick) => {
        const n = 1 + (pick % all.length);
        expect(expectedBest(all, n)).toBeCloseTo(counted(all, n), 9);
      }),
    );
  });

  it('is the mean for one and the best for all', () => {
    expect(expectedBest([1, 2, 6], 1)).toBeCloseTo(3, 12);
    expect(expectedBest([1, 2, 6], 3)).toBe(6);
    // (2 + 6 + 6) / 3
    expect(expectedBest([1, 2, 6], 2)).toBeCloseTo(14 / 3, 12);
  });

  it('stays exact with many scores', () => {
    const scores = Array.from({ length: 2000 }, (_, index) => index + 1);
    // The expected greatest of n of 1..m is n (m + 1) / (n + 1).
    expect(expectedBest(scores, 16)).toBeCloseTo((16 * 2001) / 17, 6);
    expect(expectedBest(scores, 1000)).toBeCloseTo((1000 * 2001) / 1001, 6);
  });

  it.each([0, 4, 1.5])('cannot take %d of three', (n) => {
    expect(() => expectedBest([1, 2, 3], n)).toThrow(`cannot take ${n} of 3 scores`);
  });
});

describe('bestOfNCurve', () => {
  const scores = (promptId: string, of: number[]) =>
    of.map((score, index) => ({ id: `${promptId}.${index}`, promptId, score, feedbackIds: [] }));

  it('averages over the prompts that have enough scores, and says how many', () => {
    // The best of two of 1, 2, 3, 6: 2, 3, 3, 6, 6 and 6.
    const curve = bestOfNCurve([...scores('p', [1, 2, 6, 3]), ...scores('q', [0, 4])]);
    expect(curve.map((point) => ({ ...point, score: point.score === null ? null : point.score.toFixed(6) }))).toEqual([
      { n: 1, score: '2.500000', prompts: 2 },
      { n: 2, score: ((26 / 6 + 4) / 2).toFixed(6), prompts: 2 },
      { n: 4, score: '6.000000', prompts: 1 },
      { n: 8, score: null, prompts: 0 },
      { n: 16, score: null, prompts: 0 },
    ]);
  });

  it('never falls', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 16, maxLength: 20 }), (of) => {
        const curve = bestOfNCurve(scores('p', of)).map(({ score }) => score ?? 0);
        expect(curve.every((score, index) => index === 0 || score >= (curve[index - 1] ?? 0) - 1e-9)).toBe(true);
      }),
    );
  });
});
