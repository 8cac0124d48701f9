import { rankingAgreement } from '../../../../src/core/consistency/ranking-agreement';

describe('rankingAgreement', () => {
  it('gives the golden C of 0.8 for a tau of 0.6 (methods section 0.4 and section 19)', () => {
    expect(rankingAgreement([1, 2, 3, 4, 5], [2, 1, 3, 5, 4]).kendall).toBeCloseTo(0.8, 12);
  });

  it('counts ties as neither concordant nor discordant (methods section 6)', () => {
    // 1-2 is tied, 1-3 and 2-3 agree: tau 2/3.
    expect(rankingAgreement([1, 1, 2], [1, 2, 3]).kendall).toBeCloseTo(5 / 6, 12);
    expect(rankingAgreement([1, 1, 1], [1, 2, 3]).kendall).toBe(0.5);
  });

  it('maps Spearman to (rho + 1) / 2 (methods section 6)', () => {
    expect(rankingAgreement([1, 2, 3, 4, 5], [2, 1, 3, 5, 4]).spearman).toBeCloseTo(0.9, 12);
    expect(rankingAgreement([1, 1, 1], [1, 2, 3]).spearman).toBeNull();
  });

  it.each<[string, number[], number[], number]>([
    ['the same best and the same worst', [1, 2, 3, 4], [0, 7, 6, 9], 1],
    ['the same best only', [1, 2, 3, 4], [1, 0, 2, 9], 0],
    ['the same worst only', [1, 2, 3, 4], [0, 1, 9, 2], 0],
    ['neither, though the first and the last are', [2, 1, 4, 3], [2, 4, 1, 3], 0],
    ['a best that is shared, where the order of the list must not decide', [1, 4, 4], [1, 4, 2], 0],
    ['a worst that is shared', [1, 1, 4], [1, 2, 4], 0],
  ])('top-order compares the responses at both ends (methods section 6): %s', (_, now, before, expected) => {
    expect(rankingAgreement(now, before)['top-order']).toBe(expected);
  });

  it.each([[[]], [[1]]])('has nothing to say about %j', (values) => {
    expect(rankingAgreement(values, values)).toEqual({ kendall: null, spearman: null, 'top-order': null });
  });
});
