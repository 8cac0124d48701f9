import { shardsOf } from '../../../src/core/shards';

describe('shardsOf', () => {
  it('covers every prompt once, the last shard being the rest', () => {
    expect(shardsOf(10, 4)).toEqual([
      { index: 0, from: 0, to: 4 },
      { index: 1, from: 4, to: 8 },
      { index: 2, from: 8, to: 10 },
    ]);
    expect(shardsOf(0, 4)).toEqual([]);
  });

  it('makes larger shards where the history would grow too long', () => {
    const shards = shardsOf(1_000_000, 64);
    expect(shards.length).toBeLessThanOrEqual(1500);
    expect(shards.at(-1)?.to).toBe(1_000_000);
  });
});
