import { equalLengthWinRate } from '../../../../src/core/statistics/equal-length-win-rate';
import type { LengthComparison } from '../../../../src/core/statistics/length-slope';

const wins = (firstLength: number, secondLength: number): LengthComparison => ({
  winner: 'first',
  firstLength,
  secondLength,
});
const loses = (firstLength: number, secondLength: number): LengthComparison => ({
  winner: 'second',
  firstLength,
  secondLength,
});
const rate = equalLengthWinRate;

describe('equalLengthWinRate (methods section 15 and section 19)', () => {
  it('is the raw win rate where all lengths are equal', () => {
    expect(rate([wins(9, 9), wins(9, 9), wins(9, 9), loses(9, 9)])?.estimate).toBeCloseTo(0.75, 12);
  });

  it('is near one half for a judge that mostly goes by length, however often the longer side is the first', () => {
    const longer = Array.from({ length: 60 }, (_, index) => (index % 10 === 0 ? loses : wins)(100 + 2 * index, 100));
    const shorter = Array.from({ length: 20 }, (_, index) => (index % 5 === 0 ? wins : loses)(100, 102 + 2 * index));
    const found = rate([...longer, ...shorter]);
    expect(found?.low).toBeLessThan(0.5);
    expect(found?.high).toBeGreaterThan(0.5);
  });

  it('swaps with the sides', () => {
    const comparisons = [wins(120, 100), wins(90, 100), loses(150, 100), wins(130, 100), loses(80, 100), wins(70, 100)];
    const swapped = comparisons.map(({ winner, firstLength, secondLength }): LengthComparison => ({
      winner: winner === 'first' ? 'second' : 'first',
      firstLength: secondLength,
      secondLength: firstLength,
    }));
    expect(rate(swapped)?.estimate).toBeCloseTo(1 - (rate(comparisons)?.estimate ?? 0), 9);
  });

  it('has a finite answer where one side wins everything', () => {
    const all = Array.from({ length: 20 }, (_, index) => wins(90 + index, 100));
    expect(rate(all)?.low).toBeGreaterThan(0.6);
  });

  it('is null where length and quality cannot be told apart', () => {
    const alwaysLonger = Array.from({ length: 20 }, (_, index) => wins(110 + index, 100));
    expect(rate(alwaysLonger)).toBeNull();
    expect(rate([...alwaysLonger, loses(90, 100)])).toBeNull();
  });

  it('is null where nothing was compared', () => {
    expect(rate([{ winner: 'null', firstLength: 1, secondLength: 2 }])).toBeNull();
  });
});
