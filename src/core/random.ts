/** Draws that a seed determines. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  /** A whole number from 0 to `bound` - 1, all equally likely. */
  integer(bound: number): number;
  /** A new list in another order. */
  shuffle<Item>(items: readonly Item[]): Item[];
  /** @throws RangeError when there is no item. */
  pick<Item>(items: readonly Item[]): Item;
}

/** xoshiro128** (Blackman and Vigna), its state filled by splitmix32, as its authors advise. */
export function createRandom(seed: number): Random {
  const next32 = xoshiro128(seed);

  function integer(bound: number): number {
    if (!Number.isInteger(bound) || bound < 1 || bound > 2 ** 32) {
      throw new RangeError(`bound must be a whole number from 1 to 2^32, got ${bound}`);
    }
    // Draws above the largest multiple of the bound would favour small numbers.
    const limit = 2 ** 32 - (2 ** 32 % bound);
    for (;;) {
      const draw = next32();
      if (draw < limit) return draw % bound;
    }
  }

  function shuffle<Item>(items: readonly Item[]): Item[] {
    // Sorting by a drawn key needs no swaps; equal keys (32 bits) keep their order.
    return items
      .map((item) => ({ item, key: next32() }))
      .toSorted((a, b) => a.key - b.key)
      .map(({ item }) => item);
  }

  function pick<Item>(items: readonly Item[]): Item {
    const index = integer(items.length);
    for (const item of items.slice(index, index + 1)) return item;
    throw new RangeError('cannot pick from nothing');
  }

  return { next: () => next32() / 2 ** 32, integer, shuffle, pick };
}

function xoshiro128(seed: number): () => number {
  const fill = splitmix32(seed);
  let [a, b, c, d] = [fill(), fill(), fill(), fill()];
  return () => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11);
    return result;
  };
}

function splitmix32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let word = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
    word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
    return (word ^ (word >>> 16)) >>> 0;
  };
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}
