import { scoreHistogram } from '../../../../src/core/statistics/score-histogram';

describe('scoreHistogram', () => {
  it('counts rounded scores, 0 among them', () => {
    expect(scoreHistogram([0, 4, 4, 4.4, 3.5])).toMatchObject({
      counts: [1, 0, 0, 0, 4, 0],
      total: 5,
      modal: { score: 4, share: 0.8 },
    });
  });

  it('has the entropy of its shares in nats', () => {
    expect(scoreHistogram([0, 1, 2, 3, 4, 5]).entropy).toBeCloseTo(Math.log(6), 12);
    expect(scoreHistogram([4, 4]).entropy).toBe(0);
  });

  it('is empty without a score', () => {
    expect(scoreHistogram([])).toEqual({ counts: [0, 0, 0, 0, 0, 0], total: 0, entropy: null, modal: null });
  });
});
