import type { GivenPair } from '../records';
import { asAsked, type SftRow } from './rows';

export interface ChosenRows {
  rows: SftRow[];
  /** Pairs that gave no row: without a chosen response, or with one that another pair has for the same prompt. */
  discarded: { empty: number; repeated: number };
}

/** The preferred response of every pair, to be imitated where there is no other SFT set (2305.18290, section 4). */
export function chosenRows(pairs: readonly GivenPair[]): ChosenRows {
  const seen = new Set<string>();
  const rows: SftRow[] = [];
  const discarded = { empty: 0, repeated: 0 };
  for (const { id, prompt, chosen } of pairs) {
    const key = JSON.stringify([prompt, chosen]);
    if (chosen.trim() === '') discarded.empty += 1;
    else if (seen.has(key)) discarded.repeated += 1;
    else rows.push({ id, prompt: asAsked(prompt), completion: chosen, weight: 1 });
    seen.add(key);
  }
  return { rows, discarded };
}
