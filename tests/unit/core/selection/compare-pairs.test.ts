import { comparePairs } from '../../../../src/core/selection/compare-pairs';
import type { PairRecord } from '../../../../src/core/records';

function pair(promptId: string, chosenId: string, rejectedId: string): PairRecord {
  const texts = { prompt: 'p', chosen: 'c', rejected: 'r', chosenScore: 5, rejectedScore: 1 };
  return { id: `${promptId}.p1`, promptId, ...texts, chosenId, rejectedId, judgementIds: [], weight: 1, iteration: 1 };
}

it('counts every prompt once, by what changed', () => {
  const before = [
    pair('a', 'r0', 'r1'),
    pair('b', 'r0', 'r1'),
    pair('c', 'r0', 'r1'),
    pair('d', 'r0', 'r1'),
    pair('e', 'r0', 'r1'),
  ];
  const now = [
    pair('a', 'r0', 'r1'),
    pair('b', 'r2', 'r1'),
    pair('c', 'r0', 'r2'),
    pair('d', 'r1', 'r0'),
    pair('f', 'r0', 'r1'),
  ];
  expect(comparePairs(before, now)).toEqual({
    same: 1,
    otherChosen: 1,
    otherRejected: 1,
    bothOther: 1,
    gained: 1,
    lost: 1,
  });
});
