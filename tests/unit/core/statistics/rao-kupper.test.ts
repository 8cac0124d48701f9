import * as fc from 'fast-check';
import { createRandom } from '../../../../src/core/random';
import { bradleyTerry } from '../../../../src/core/statistics/bradley-terry';
import type { LogisticRow } from '../../../../src/core/statistics/logistic-fit';
import { expectedScore, fitRaoKupper } from '../../../../src/core/statistics/rao-kupper';

interface Games {
  won: number;
  tied: number;
  lost: number;
}

/** Games of every two players, of which the last has strength 0; those of m against n are given by `games`. */
function roundRobin(players: number, games: (m: number, n: number) => Games): LogisticRow[] {
  const indices = Array.from({ length: players }, (_, index) => index);
  return indices.flatMap((m) =>
    indices.slice(m + 1).flatMap((n) => {
      const x = indices.slice(0, -1).map((index) => Number(index === m) - Number(index === n));
      const { won, tied, lost } = games(m, n);
      return [
        { x, y: 1, weight: won },
        { x, y: 0.5, weight: tied },
        { x, y: 0, weight: lost },
      ].filter(({ weight }) => weight > 0);
    }),
  );
}

/** What the model says of 100 games, in the words of its paper: p and theta. */
function expectedGames(strengths: readonly number[], eta: number) {
  const theta = Math.exp(eta);
  return (m: number, n: number): Games => {
    const [p, q] = [Math.exp(strengths[m] ?? 0), Math.exp(strengths[n] ?? 0)];
    const [won, lost] = [p / (p + theta * q), q / (q + theta * p)];
    return { won: 100 * won, lost: 100 * lost, tied: 100 * (1 - won - lost) };
  };
}

describe('fitRaoKupper (methods section 16: tie-aware option)', () => {
  it.each([0.05, Math.log(2), 1.7])('finds the strengths and the threshold %d that made the games', (eta) => {
    const planted = [1.5, 0.7, 0.1, -0.8, 0];
    const fitted = fitRaoKupper(roundRobin(planted.length, expectedGames(planted, eta)), planted.length - 1);
    expect(fitted?.eta).toBeCloseTo(eta, 8);
    for (const [index, strength] of planted.slice(0, -1).entries()) {
      expect(fitted?.coefficients[index]).toBeCloseTo(strength, 8);
    }
  });

  it('is Bradley-Terry with the threshold at its bound 0 where nobody tied', () => {
    const wins = [
      [0, 7, 4],
      [3, 0, 6],
      [5, 2, 0],
    ];
    const games = (m: number, n: number) => ({ won: wins[m]?.[n] ?? 0, lost: wins[n]?.[m] ?? 0, tied: 0 });
    const fitted = fitRaoKupper(roundRobin(3, games), 2);
    const [first = 0, second = 0, anchor = 0] = bradleyTerry(wins, { prior: 0 });
    expect(fitted?.eta).toBe(0);
    expect(fitted?.coefficients[0]).toBeCloseTo(first - anchor, 9);
    expect(fitted?.coefficients[1]).toBeCloseTo(second - anchor, 9);
  });

  it('comes close to Bradley-Terry as ties become rare', () => {
    const games = (tied: number) => [
      { x: [1], y: 1, weight: 60 },
      { x: [1], y: 0.5, weight: tied },
      { x: [1], y: 0, weight: 40 },
    ];
    const etas = [10, 1, 0.1].map((tied) => fitRaoKupper(games(tied), 1)?.eta ?? Number.NaN);
    expect(etas).toEqual(etas.toSorted((a, b) => b - a));
    const rare = fitRaoKupper(games(1e-6), 1);
    expect(rare?.eta).toBeCloseTo(0, 6);
    expect(rare?.coefficients[0]).toBeCloseTo(Math.log(1.5), 6);
  });

  const counts = fc.record({
    won: fc.integer({ min: 1, max: 40 }),
    tied: fc.integer({ min: 0, max: 40 }),
    lost: fc.integer({ min: 1, max: 40 }),
  });
  const tables = fc.array(counts, { minLength: 3, maxLength: 3 });
  const rowsOf = (table: readonly Games[]) => roundRobin(3, (m, n) => table[m + n - 1] ?? { won: 0, tied: 0, lost: 0 });

  it('is the same whoever is named first, and turns strengths round where the outcomes are', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const rows = rowsOf(table);
        const fitted = fitRaoKupper(rows, 2);
        const renamed = rows.map(({ x, y, ...row }) => ({ ...row, x: x.map((value) => -value), y: 1 - y }));
        const reversed = rows.map((row) => ({ ...row, y: 1 - row.y }));
        const [again, opposite] = [fitRaoKupper(renamed, 2), fitRaoKupper(reversed, 2)];
        expect(again?.eta).toBeCloseTo(fitted?.eta ?? Number.NaN, 7);
        expect(opposite?.eta).toBeCloseTo(fitted?.eta ?? Number.NaN, 7);
        for (const [index, strength] of (fitted?.coefficients ?? []).entries()) {
          expect(again?.coefficients[index]).toBeCloseTo(strength, 7);
          expect(opposite?.coefficients[index]).toBeCloseTo(-strength, 7);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('is where the likelihood is highest', () => {
    const likelihood = (table: readonly Games[], [a = 0, b = 0]: readonly number[], eta: number) => {
      const games = expectedGames([a, b, 0], eta);
      return [[0, 1] as const, [0, 2] as const, [1, 2] as const].reduce((sum, [m, n]) => {
        const [seen, expected] = [table[m + n - 1], games(m, n)];
        if (!seen) return sum;
        const ties = seen.tied === 0 ? 0 : seen.tied * Math.log(expected.tied);
        return sum + seen.won * Math.log(expected.won) + seen.lost * Math.log(expected.lost) + ties;
      }, 0);
    };
    fc.assert(
      fc.property(tables, fc.integer(), (table, seed) => {
        const fitted = fitRaoKupper(rowsOf(table), 2);
        if (!fitted) throw new Error('everyone won and lost');
        const { coefficients, eta } = fitted;
        const best = likelihood(table, coefficients, eta);
        const random = createRandom(seed);
        for (let trial = 0; trial < 20; trial += 1) {
          const near = coefficients.map((value) => value + 0.2 * (random.next() - 0.5));
          const other = Math.max(eta + 0.2 * (random.next() - 0.5), 0.001);
          expect(likelihood(table, near, other)).toBeLessThanOrEqual(best + 1e-9);
        }
      }),
      { numRuns: 50 },
    );
  });

  it.each<[what: string, games: Games]>([
    ['all games are ties', { won: 0, tied: 5, lost: 0 }],
    ['one side never loses', { won: 5, tied: 3, lost: 0 }],
    ['one side wins every game', { won: 5, tied: 0, lost: 0 }],
  ])('has no strengths where %s', (_, games) => {
    expect(
      fitRaoKupper(
        roundRobin(2, () => games),
        1,
      ),
    ).toBeNull();
  });

  it('takes an outcome for nothing but won, tied or lost', () => {
    expect(() =>
      fitRaoKupper(
        [
          { x: [1], y: 0.5 },
          { x: [1], y: 0.7 },
        ],
        1,
      ),
    ).toThrow('got 0.7');
  });
});

describe('expectedScore', () => {
  it('is the chance to win and half of that of a tie', () => {
    const { won, tied } = expectedGames([0.8, 0], Math.log(2))(0, 1);
    expect(expectedScore(0.8, Math.log(2))).toBeCloseTo((won + tied / 2) / 100, 12);
    expect(expectedScore(0, 3)).toBe(0.5);
    expect(expectedScore(0.8, 0)).toBeCloseTo(1 / (1 + Math.exp(-0.8)), 12);
  });
});
