import { battleMatrix } from '../../../../src/core/meta/battle-matrix';
import { positionWeights } from '../../../../src/core/meta/position-weights';
import { bradleyTerry } from '../../../../src/core/statistics/bradley-terry';
import { tallyOutcomes } from '../../../../src/core/statistics/outcome-tally';
import { metaVerdict } from './meta-records';

function times<Item>(count: number, item: Item): Item[] {
  return Array.from({ length: count }, () => item);
}

describe('positionWeights (methods section 0.4 and section 19)', () => {
  it('are 0.4 and 0.6 for 60 wins from the first and 40 from the second position', () => {
    const tally = tallyOutcomes([
      // Both orders for the one shown first: 25 * 2 wins of the first position.
      ...times(25, { forward: 'first', backward: 'second' } as const),
      // One win of each position.
      ...times(8, { forward: 'first', backward: 'first' } as const),
      ...times(2, { forward: 'second', backward: 'second' } as const),
      // A tie or a null in one order leaves the win of the other.
      ...times(20, { forward: 'second', backward: 'tie' } as const),
      ...times(10, { forward: 'null', backward: 'first' } as const),
      ...times(5, { forward: 'tie', backward: 'null' } as const),
    ]);
    expect(positionWeights(tally)).toEqual({ firstWins: 60, secondWins: 40, omega1: 0.4, omega2: 0.6 });
  });

  it('are one half each without a win', () => {
    expect(positionWeights(tallyOutcomes([]))).toEqual({ firstWins: 0, secondWins: 0, omega1: 0.5, omega2: 0.5 });
  });
});

describe('battleMatrix (methods section 4)', () => {
  const weights = { omega1: 0.4, omega2: 0.6 };
  it.each([
    ['both orders for the first', ['first', 'first'], [0, 1], [0, 0]],
    ['both orders for the second', ['second', 'second'], [0, 0], [1, 0]],
    ['the one shown first both times', ['first', 'second'], [0, 0.4], [0.4, 0]],
    ['the one shown second both times', ['second', 'first'], [0, 0.6], [0.6, 0]],
    ['a tie and a win', ['tie', 'first'], [0, 0.6], [0, 0]],
    ['a win and a reply that names none', ['first', 'null'], [0, 0.4], [0, 0]],
    ['nothing', ['null', 'tie'], [0, 0], [0, 0]],
  ] as const)('counts %s', (_, outcome, ...rows) => {
    expect(battleMatrix(['m', 'n'], [metaVerdict(['m', 'n'], outcome)], weights)).toEqual(rows);
  });

  it('does not depend on which judgement a record names first', () => {
    const [named, swapped] = [metaVerdict(['m', 'n'], ['first', 'tie']), metaVerdict(['n', 'm'], ['tie', 'second'])];
    expect(battleMatrix(['m', 'n'], [swapped], weights)).toEqual(battleMatrix(['m', 'n'], [named], weights));
  });

  it('gives ln 1.5 for wins of 0.6 and 0.4 (methods section 0.4)', () => {
    const wins = battleMatrix(
      ['m', 'n'],
      [metaVerdict(['m', 'n'], ['tie', 'first']), metaVerdict(['n', 'm'], ['first', 'tie'])],
      weights,
    );
    expect(wins).toEqual([
      [0, 0.6],
      [0.4, 0],
    ]);
    const [m = 0, n = 0] = bradleyTerry(wins, { prior: 0 });
    expect(m - n).toBeCloseTo(0.405465, 6);
  });
});
