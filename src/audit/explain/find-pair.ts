import { pairRecordSchema, type PairRecord } from '../../core/records';
import type { ArtifactStore } from '../../store/artifact-store';

/** A pair and where it is recorded. */
export interface FoundPair {
  run: string;
  iteration: number;
  attempt: number;
  pair: PairRecord;
  /** File and line. */
  place: string;
}

export interface PairQuery {
  id: string;
  run?: string | undefined;
  /** "2", or "2.3" for the third attempt at it. */
  iteration?: string | undefined;
}

const PAIRS = /^runs\/([^/]+)\/iterations\/(\d+)(?:\.(\d+))?\/pairs\.jsonl$/;

/** Every pair of that id: runs, and attempts at one iteration, may share ids. */
export async function findPairs(store: ArtifactStore, { id, run, iteration }: PairQuery): Promise<FoundPair[]> {
  const found: FoundPair[] = [];
  for (const path of await store.list(run === undefined ? 'runs' : `runs/${run}/iterations`)) {
    const [, owner = '', number = '', attempt = '1'] = PAIRS.exec(path) ?? [];
    const artifact = owner === '' ? undefined : await store.find(path);
    const isWanted = iteration === undefined || [number, `${number}.${attempt}`].includes(iteration);
    if (!artifact || !isWanted) continue;
    const pairs = await store.readRows(artifact, pairRecordSchema);
    const line = pairs.findIndex((pair) => pair.id === id);
    const pair = pairs[line];
    if (pair)
      found.push({
        run: owner,
        iteration: Number(number),
        attempt: Number(attempt),
        pair,
        place: `${path}:${line + 1}`,
      });
  }
  return found;
}
