import type { Random } from '../seeds';
import type { SftRow } from './rows';

/**
 * The kept rows and `seedShare` times as many of the seed's, drawn without replacement, or all of the seed's when there
 * are fewer (methods sheet, 2: 1:1 by default). In the order of the lists.
 */
export function mixWithSeed(
  kept: readonly SftRow[],
  seedRows: readonly SftRow[],
  random: Random,
  seedShare = 1,
): SftRow[] {
  const wanted = Math.round(kept.length * seedShare);
  const drawn = new Set(random.shuffle(seedRows).slice(0, wanted));
  return [...kept, ...seedRows.filter((row) => drawn.has(row))];
}
