import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { z } from 'zod';

const keyed = z.object({ key: z.string() });
const recorded = z.object({ callKey: z.string().optional(), callKeys: z.array(z.string()).optional() });

/** The keys of every call whose reply is on disk at this moment: in a journal, or in an artifact that journals led to. */
export function journaledKeys(store: string): Set<string> {
  const keys = new Set<string>();
  for (const path of readdirSync(store, { recursive: true, encoding: 'utf8' })) {
    if (!path.endsWith('.jsonl')) continue;
    const isJournal = path.split(sep).includes('journals');
    for (const line of wholeLines(join(store, path))) {
      const row: unknown = JSON.parse(line);
      if (isJournal) keys.add(keyed.parse(row).key);
      else {
        const { callKey, callKeys = [] } = recorded.parse(row);
        for (const key of callKey === undefined ? callKeys : [callKey]) keys.add(key);
      }
    }
  }
  return keys;
}

function wholeLines(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n').slice(0, -1);
  } catch {
    // A shard was finished between the listing and the reading, and its rows are in its artifact.
    return [];
  }
}
