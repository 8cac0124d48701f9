import * as fc from 'fast-check';
import {
  clampAfterReasoning,
  drawOrder,
  labelProbability,
  optionsIn,
  probabilityOfFirst,
} from '../../../../src/core/judging/label-probability';
import { createRandom } from '../../../../src/core/seeds';

describe('labelProbability (methods section 9)', () => {
  it('is P(A) over the sum of both labels, whatever else the judge might have said', () => {
    expect(labelProbability({ logpA: Math.log(0.3), logpB: Math.log(0.1) })).toBeCloseTo(0.75, 12);
    expect(labelProbability({ logpA: -800, logpB: -801 })).toBeCloseTo(1 / (1 + Math.exp(-1)), 12);
  });
});

describe('probabilityOfFirst (methods section 7 and section 9)', () => {
  it('averages P(A) of one order with P(B) of the other', () => {
    expect(probabilityOfFirst({ forward: 0.8, backward: 0.4 })).toBeCloseTo(0.7, 12);
  });

  it('takes one order at its word', () => {
    expect(probabilityOfFirst({ forward: 0.8 })).toBe(0.8);
    expect(probabilityOfFirst({ backward: 0.8 })).toBeCloseTo(0.2, 12);
    expect(probabilityOfFirst({})).toBeNull();
  });

  it('is undecided about a judge that only looks at the slots', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (always) => {
        expect(probabilityOfFirst({ forward: always, backward: always })).toBeCloseTo(0.5, 12);
      }),
    );
  });

  it('turns into its complement when the responses are exchanged (methods section 19: swap symmetry)', () => {
    const [there, back] = [
      probabilityOfFirst({ forward: 0.8, backward: 0.4 }),
      probabilityOfFirst({ forward: 0.4, backward: 0.8 }),
    ];
    expect((there ?? 0) + (back ?? 0)).toBeCloseTo(1, 12);
  });
});

describe('drawOrder (methods section 9: options in random order)', () => {
  it('draws both orders as the seed says', () => {
    const orders = Array.from({ length: 1000 }, (_, seed) => drawOrder(createRandom(seed)));
    expect(orders).toEqual(Array.from({ length: 1000 }, (_, seed) => drawOrder(createRandom(seed))));
    // 500 expected, standard deviation 16.
    expect(Math.abs(orders.filter((order) => order === 'forward').length - 500)).toBeLessThan(80);
  });

  it('puts the responses into the options', () => {
    expect(optionsIn('forward', { first: 'one', second: 'two' })).toEqual({ optionA: 'one', optionB: 'two' });
    expect(optionsIn('backward', { first: 'one', second: 'two' })).toEqual({ optionA: 'two', optionB: 'one' });
  });
});

describe('clampAfterReasoning (methods section 9 and section 19)', () => {
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
