import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const rowSchema = z.object({ key: z.string().optional(), callKey: z.string().optional() });

/** The keys of every call whose reply is on disk at this moment: in a journal, or in an artifact that journals led to. */
export function journaledKeys(store: string): Set<string> {
  const keys = new Set<string>();
  for (const path of readdirSync(store, { recursive: true, encoding: 'utf8' })) {
    if (!path.endsWith('.jsonl')) continue;
    for (const line of wholeLines(join(store, path))) {
      const { key, callKey } = rowSchema.parse(JSON.parse(line));
      const name = key ?? callKey;
      if (name !== undefined) keys.add(name);
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
