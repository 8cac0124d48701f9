import type { Random } from '../seeds';

/**
 * Keeps back every pair of a share of the prompts, drawn, to measure a model with that never learned from them: of one
 * prompt at least where there are two, and never of all.
 */
export function holdOut<Pair extends { promptId: string }>(
  pairs: readonly Pair[],
  share: number,
  random: Random,
): { learned: Pair[]; heldOut: Pair[] } {
  const prompts = [...new Set(pairs.map(({ promptId }) => promptId))];
  const wanted = Math.max(1, Math.round(share * prompts.length));
  const drawn = new Set(random.shuffle(prompts).slice(0, Math.max(0, Math.min(wanted, prompts.length - 1))));
  return {
    learned: pairs.filter(({ promptId }) => !drawn.has(promptId)),
    heldOut: pairs.filter(({ promptId }) => drawn.has(promptId)),
  };
}
