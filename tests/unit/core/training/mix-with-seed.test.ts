import { createRandom } from '../../../../src/core/seeds';
import { mixWithSeed } from '../../../../src/core/training/mix-with-seed';

const rows = (name: string, count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: `${name}${index}`, prompt: [], completion: 'x', weight: 1 }));

describe('mixWithSeed (methods sheet, 2)', () => {
  it.each([
    [10, 100, 1, 10],
    [10, 100, 0.5, 5],
    [10, 3, 1, 3],
    [10, 100, 0, 0],
    [0, 100, 1, 0],
  ])('adds to %d kept rows, of %d of the seed, at a share of %d: %d', (kept, seed, share, added) => {
    const mixed = mixWithSeed(rows('k', kept), rows('s', seed), createRandom(1), share);
    expect(mixed.slice(0, kept)).toEqual(rows('k', kept));
    expect(new Set(mixed.slice(kept).map(({ id }) => id)).size).toBe(added);
    expect(mixed.slice(kept).every(({ id }) => id.startsWith('s'))).toBe(true);
  });

  it('draws as the seed says', () => {
    const drawn = (seed: number) => mixWithSeed(rows('k', 5), rows('s', 50), createRandom(seed));
    expect(drawn(1)).toEqual(drawn(1));
    expect(drawn(1)).not.toEqual(drawn(2));
  });
});
