import { createRandom } from '../../../../src/core/seeds';
import { holdOut } from '../../../../src/core/selection/hold-out';

/** Two pairs of each prompt. */
const pairsOf = (prompts: number) =>
  Array.from({ length: 2 * prompts }, (_, index) => ({ id: `x${index}`, promptId: `p${Math.floor(index / 2)}` }));
const split = (prompts: number, share: number, seed = 1) => holdOut(pairsOf(prompts), share, createRandom(seed));
const promptsOf = (pairs: readonly { promptId: string }[]) => new Set(pairs.map(({ promptId }) => promptId));

describe('holdOut (methods section 5 step 8)', () => {
  it.each<[prompts: number, share: number, heldOut: number]>([
    [20, 0.1, 2],
    [24, 0.1, 2],
    [3, 0.1, 1],
    [2, 0.9, 1],
    [10, 0.99, 9],
    [1, 0.5, 0],
    [0, 0.5, 0],
  ])('of %d prompts and a share of %d keeps %d back, never all', (prompts, share, heldOut) => {
    const found = split(prompts, share);
    expect(promptsOf(found.heldOut).size).toBe(heldOut);
    expect(promptsOf(found.learned).size).toBe(prompts - heldOut);
  });

  it('keeps all pairs of a prompt on one side, in their order', () => {
    const { learned, heldOut } = split(20, 0.3);
    for (const prompt of promptsOf(heldOut)) expect(promptsOf(learned)).not.toContain(prompt);
    const places = pairsOf(20).map(({ id }) => id);
    for (const part of [learned, heldOut])
      expect(part.map(({ id }) => id)).toEqual(places.filter((id) => part.some((pair) => pair.id === id)));
    expect(learned.length + heldOut.length).toBe(40);
  });

  it('draws by the seed', () => {
    expect(split(50, 0.2, 7)).toEqual(split(50, 0.2, 7));
    expect(split(50, 0.2, 7)).not.toEqual(split(50, 0.2, 8));
  });
});
