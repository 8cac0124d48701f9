import * as fc from 'fast-check';
import { consistencyLoss, entropy, sigmoid, symmetricKl } from '../../../../src/core/statistics/bernoulli';

const probability = fc.double({ min: 0, max: 1, noNaN: true });

describe('arithmetic of two outcomes', () => {
  it('gives the golden divergence of 0.7 and 0.6 (methods section 0.4)', () => {
    expect(symmetricKl(0.7, 0.6)).toBeCloseTo(0.022092, 6);
  });

  it('gives sigmoids without overflow, and the golden target of DNO (methods section 0.4)', () => {
    expect(sigmoid(0.6)).toBeCloseTo(0.645656, 6);
    expect([sigmoid(0), sigmoid(1000), sigmoid(-1000)]).toEqual([0.5, 1, 0]);
    expect(-Math.log(sigmoid(0.4))).toBeCloseTo(0.513015, 6);
  });

  it('gives the golden losses of a margin of 0.4 and of soft labels (methods section 0.4)', () => {
    const loss = (margin: number, share: number) =>
      -share * Math.log(sigmoid(margin)) - (1 - share) * Math.log(sigmoid(-margin));
    expect(loss(0.4, 1)).toBeCloseTo(0.513015, 6);
    expect(loss(-0.4, 1)).toBeCloseTo(0.913015, 6);
    expect(loss(0.4, 0.8)).toBeCloseTo(0.593015, 6);
    expect(loss(0.4, sigmoid(0.6))).toBeCloseTo(0.654753, 6);
    expect(loss(0.5, 0.6)).toBeCloseTo(0.674077, 6);
  });

  it('has no consistency loss for equal probabilities without the entropy term (methods section 19)', () => {
    fc.assert(fc.property(probability, (p) => expect(consistencyLoss(p, p, 0)).toBe(0)));
    expect(consistencyLoss(0.5, 0.5, 0.05)).toBeCloseTo(0.1 * Math.LN2, 12);
  });

  it('does not change when the responses are exchanged or the two models are (methods section 19)', () => {
    fc.assert(
      fc.property(probability, probability, (p, q) => {
        const loss = consistencyLoss(p, q, 0.05);
        expect(loss).toBeGreaterThanOrEqual(0);
        expect(Number.isFinite(loss)).toBe(true);
        expect(consistencyLoss(q, p, 0.05)).toBeCloseTo(loss, 9);
        expect(Math.abs(consistencyLoss(1 - p, 1 - q, 0.05) - loss)).toBeLessThan(1e-3 * (1 + loss));
      }),
    );
  });

  it('has its greatest entropy at 1/2 and none when it is sure', () => {
    expect(entropy(0.5)).toBeCloseTo(Math.LN2, 12);
    expect(entropy(1)).toBeCloseTo(0, 9);
  });
});
