import * as fc from 'fast-check';
import {
  clampAfterReasoning,
  labelProbability,
  probabilityOfFirst,
} from '../../../../src/core/judging/label-probability';

describe('labelProbability (methods sheet, 9)', () => {
  it('is P(A) over the sum of both labels, whatever else the judge might have said', () => {
    expect(labelProbability({ logpA: Math.log(0.3), logpB: Math.log(0.1) })).toBeCloseTo(0.75, 12);
    expect(labelProbability({ logpA: -800, logpB: -801 })).toBeCloseTo(1 / (1 + Math.exp(-1)), 12);
  });
});

describe('probabilityOfFirst (sections 7 and 9)', () => {
  it('averages P(A) of one order with P(B) of the other', () => {
    expect(probabilityOfFirst({ forward: 0.8, backward: 0.4 })).toBeCloseTo(0.7, 12);
    expect(probabilityOfFirst({ forward: 0.8 })).toBe(0.8);
  });

  it('is undecided about a judge that only looks at the slots', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (always) => {
        expect(probabilityOfFirst({ forward: always, backward: always })).toBeCloseTo(0.5, 12);
      }),
    );
  });

  it('turns into its complement when the responses are exchanged', () => {
    expect(probabilityOfFirst({ forward: 0.4, backward: 0.8 })).toBeCloseTo(
      1 - probabilityOfFirst({ forward: 0.8, backward: 0.4 }),
      12,
    );
  });
});

describe('clampAfterReasoning (methods sheet, 9 and 19)', () => {
  it.each([
    [0.99, 0.6, true],
    [0.01, 0.4, true],
    [0.55, 0.55, false],
    [0.4, 0.4, false],
  ])('holds %d to %d after reasoning', (probability, expected, clamped) => {
    expect(clampAfterReasoning(probability, true)).toEqual({ probability: expected, clamped });
  });

  it.each([0, 0.01, 0.5, 0.99, 1])('leaves %d as it is without reasoning', (probability) => {
    expect(clampAfterReasoning(probability, false)).toEqual({ probability, clamped: false });
  });
});
