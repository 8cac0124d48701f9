import type { PairRecord } from '../../../../src/core/records';
import { createRandom } from '../../../../src/core/seeds';
import { poolPairs, type PairPoolPolicy } from '../../../../src/core/selection/pair-pool';

function pairsOf(iteration: number, count: number): PairRecord[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `p${index}.p${iteration}`,
    promptId: `p${index}`,
    prompt: 'x',
    chosen: 'good',
    rejected: 'bad',
    chosenId: 'c',
    rejectedId: 'r',
    chosenScore: 5,
    rejectedScore: 1,
    judgementIds: [],
    weight: 1,
    iteration,
  }));
}

function pool(policy: PairPoolPolicy, counts: readonly number[], seed = 1) {
  const byIteration = new Map(counts.map((count, index) => [index + 1, pairsOf(index + 1, count)]));
  return poolPairs({ policy, byIteration, random: createRandom(seed) });
}

function ids(seed: number): string[] {
  return pool('decayed', [100, 100], seed).pairs.map((pair) => pair.id);
}

describe('poolPairs (methods section 0.2, section 5 step 6 and section 19: 30 % and 15 %)', () => {
  it.each<[PairPoolPolicy, number[], number[]]>([
    ['current', [100, 100, 40], [0, 0, 40]],
    ['cumulative', [100, 100, 40], [100, 100, 40]],
    ['decayed', [100, 100, 100], [15, 30, 100]],
    ['decayed', [100, 100, 100, 100], [7, 15, 30, 100]],
    ['decayed', [100, 5, 100], [15, 5, 100]],
    ['decayed', [100, 0], [0, 0]],
    ['decayed', [3], [3]],
    ['current', [], []],
    ['with-previous', [50, 50, 50], [0, 50, 50]],
    ['with-previous', [50], [50]],
  ])('%s takes from iterations with %j pairs %j', (policy, counts, used) => {
    const { pairs, provenance } = pool(policy, counts);
    expect(provenance.map((entry) => entry.used)).toEqual(used);
    expect(provenance.map((entry) => entry.available)).toEqual(counts);
    expect(counts.map((_, index) => pairs.filter((pair) => pair.iteration === index + 1).length)).toEqual(used);
  });

  it('draws different older pairs for another seed, without repeating any, and the same for the same', () => {
    expect(new Set(ids(1)).size).toBe(130);
    expect(ids(1)).toEqual(ids(1));
    expect(ids(1)).not.toEqual(ids(2));
  });
});
