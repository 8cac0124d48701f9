import type { PairRecord } from '../records';

/** How pairs that were selected again differ from those that were recorded, by prompt. */
export interface PairComparison {
  same: number;
  otherChosen: number;
  otherRejected: number;
  bothOther: number;
  /** Prompts that have a pair only now, and only before. */
  gained: number;
  lost: number;
}

export function comparePairs(before: readonly PairRecord[], now: readonly PairRecord[]): PairComparison {
  const known = new Map(before.map((pair) => [pair.promptId, pair]));
  const found: PairComparison = { same: 0, otherChosen: 0, otherRejected: 0, bothOther: 0, gained: 0, lost: 0 };
  for (const pair of now) {
    const old = known.get(pair.promptId);
    known.delete(pair.promptId);
    found[old ? changeOf(old, pair) : 'gained'] += 1;
  }
  found.lost = known.size;
  return found;
}

function changeOf(before: PairRecord, now: PairRecord): Exclude<keyof PairComparison, 'gained' | 'lost'> {
  const [chosen, rejected] = [before.chosenId === now.chosenId, before.rejectedId === now.rejectedId];
  if (chosen) return rejected ? 'same' : 'otherRejected';
  return rejected ? 'otherChosen' : 'bothOther';
}
