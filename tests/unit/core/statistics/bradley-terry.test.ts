import * as fc from 'fast-check';
import { createRandom } from '../../../../src/core/seeds';
import {
  bradleyTerry,
  ELO_POINTS_PER_STRENGTH,
  eloOf,
  hasFiniteStrengths,
} from '../../../../src/core/statistics/bradley-terry';

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** The expected wins of players with these strengths, `matches` a couple. */
function expectedWins(strengths: readonly number[], matches: number): number[][] {
  return strengths.map((own, m) => strengths.map((other, n) => (m === n ? 0 : matches * sigmoid(own - other))));
}

describe('bradleyTerry (methods section 4)', () => {
  it('puts ln 1.5 between two that won 0.6 and 0.4 against each other (methods section 0.4)', () => {
    const wins = [
      [0, 0.6],
      [0.4, 0],
    ];
    const [first = 0, second = 0] = bradleyTerry(wins, { prior: 0 });
    expect(first - second).toBeCloseTo(0.405465, 6);
    expect(first - second).toBeCloseTo(Math.log(1.5), 12);
    expect(first + second).toBeCloseTo(0, 12);
  });

  it('finds the strengths that made the wins', () => {
    const planted = [1.5, 0.7, 0.1, -0.8, -1.5];
    const found = bradleyTerry(expectedWins(planted, 10), { prior: 0 });
    for (const [index, strength] of planted.entries()) expect(found[index]).toBeCloseTo(strength, 9);
  });

  it('recovers a planted order from drawn matches (methods section 19)', () => {
    const planted = [-2, 1, 0, 2, -1];
    const random = createRandom(19);
    const wins = planted.map(() => planted.map(() => 0));
    for (const [m, own] of planted.entries()) {
      for (const [n, other] of planted.entries()) {
        if (n <= m) continue;
        for (let match = 0; match < 60; match += 1) {
          const [winner, loser] = random.next() < sigmoid(own - other) ? [m, n] : [n, m];
          const row = wins[winner];
          if (row) row[loser] = (row[loser] ?? 0) + 1;
        }
      }
    }
    const found = bradleyTerry(wins, { prior: 0.01 });
    const order = found.map((strength, index) => ({ strength, index })).toSorted((a, b) => a.strength - b.strength);
    expect(order.map(({ index }) => index)).toEqual([0, 4, 2, 1, 3]);
  });

  it('stays finite under perfect separation, by its prior alone', () => {
    const wins = Array.from({ length: 11 }, (_, m) => Array.from({ length: 11 }, (__, n) => (m < n ? 1 : 0)));
    const strengths = bradleyTerry(wins, { prior: 0.01 });
    expect(strengths).toEqual(strengths.toSorted((a, b) => b - a));
    expect(Math.max(...strengths.map(Math.abs))).toBeLessThan(10);
    expect(sum(strengths)).toBeCloseTo(0, 12);
    expect(hasFiniteStrengths(wins)).toBe(false);
    expect(() => bradleyTerry(wins, { prior: 0 })).toThrow('only with a prior');
  });

  it('solves the condition of the maximum for two where one always wins', () => {
    // d/dx of log sigma(2x) - 0.01 * 2x^2 is 2 sigma(-2x) - 0.04 x.
    const [x = 0] = bradleyTerry(
      [
        [0, 1],
        [0, 0],
      ],
      { prior: 0.01 },
    );
    expect(2 * sigmoid(-2 * x) - 0.04 * x).toBeCloseTo(0, 12);
  });

  it('is 0 for all without a win, and empty for nobody', () => {
    expect(
      bradleyTerry(
        [
          [0, 0],
          [0, 0],
        ],
        { prior: 0.01 },
      ),
    ).toEqual([0, 0]);
    expect(bradleyTerry([], { prior: 0.01 })).toEqual([]);
    expect(bradleyTerry([[0]], { prior: 0 })).toEqual([0]);
  });

  it('is at a maximum with sum 0 for any wins', () => {
    const size = fc.integer({ min: 2, max: 6 });
    const matrices = size.chain((count) =>
      fc.array(fc.array(fc.double({ min: 0, max: 50, noNaN: true }), { minLength: count, maxLength: count }), {
        minLength: count,
        maxLength: count,
      }),
    );
    fc.assert(
      fc.property(matrices, (wins) => {
        const strengths = bradleyTerry(wins, { prior: 0.01 });
        expect(sum(strengths)).toBeCloseTo(0, 9);
        for (const [m, own] of strengths.entries()) {
          const slope = sum(
            strengths.map((other, n) => {
              if (m === n) return 0;
              return (wins[m]?.[n] ?? 0) * sigmoid(other - own) - (wins[n]?.[m] ?? 0) * sigmoid(own - other);
            }),
          );
          expect(slope - 0.02 * own).toBeCloseTo(0, 6);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is the logit of the mean score where all meet one baseline alone (methods section 19, Arena)', () => {
    const matches = 500;
    const means = [0.2, 0.5, 0.731, 0.9];
    const wins = [
      [0, ...means.map((mean) => matches * (1 - mean))],
      ...means.map((mean) => [matches * mean, ...means.map(() => 0)]),
    ];
    const [baseline = 0, ...models] = bradleyTerry(wins, { prior: 0 });
    for (const [index, mean] of means.entries()) {
      expect((models[index] ?? 0) - baseline).toBeCloseTo(Math.log(mean / (1 - mean)), 9);
    }
  });

  it.each([
    { wins: [[0, 1]], prior: 0.01, message: 'square' },
    { wins: [[0]], prior: -1, message: 'prior' },
    { wins: [[0]], prior: Number.NaN, message: 'prior' },
  ])('refuses $message', ({ wins, prior, message }) => {
    expect(() => bradleyTerry(wins, { prior })).toThrow(message);
  });
});

describe('eloOf (methods section 0.4 and section 16)', () => {
  it('makes ten times the odds 400 points', () => {
    expect(ELO_POINTS_PER_STRENGTH).toBeCloseTo(173.717793, 6);
    expect(eloOf(0)).toBe(1000);
    expect(eloOf(Math.log(10))).toBeCloseTo(1400, 9);
    expect(eloOf(-Math.log(10), 0)).toBeCloseTo(-400, 9);
  });
});
