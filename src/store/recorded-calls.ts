import { createReadStream } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isErrorWithCode } from '../core/error-code';
import { parseRecord } from './record-lines';
import { runLayout } from './run-layout';
import { resolveInStore } from './store-path';

/** The calls that runs have recorded, by key. A run is indexed when it is first asked for. */
export interface RecordedCalls {
  find(call: { run: string; key: string }): Promise<unknown>;
}

interface Place {
  file: string;
  offset: number;
  length: number;
}

/**
 * Keeps keys and places in memory and reads a record from its file when it is asked for: about 200 bytes a call, so that
 * a run of a million calls can be used again.
 */
export function createRecordedCalls(root: string): RecordedCalls {
  const indexes = new Map<string, Promise<Map<string, Place>>>();

  function indexOf(run: string): Promise<Map<string, Place>> {
    const known = indexes.get(run);
    if (known) return known;
    const index = indexRun(resolveInStore(root, runLayout(run).root));
    indexes.set(run, index);
    // A store that could not be read is asked again.
    index.catch(() => indexes.delete(run));
    return index;
  }

  return {
    async find({ run, key }) {
      const place = (await indexOf(run)).get(key);
      return place && readPlace(place);
    },
  };
}

async function indexRun(folder: string): Promise<Map<string, Place>> {
  const names = await readdir(folder, { recursive: true }).catch((error: unknown) => {
    if (isErrorWithCode(error, 'ENOENT')) return [];
    throw error;
  });
  const index = new Map<string, Place>();
  for (const name of names.filter((path) => /(^|\/)calls\/[^/]+\.jsonl$/.test(path)).toSorted())
    for await (const { key, ...place } of placesIn(join(folder, name))) index.set(key, place);
  return index;
}

const KEY_START = '{"key":"';

/** The place of every line, found in bytes because a record is read from its file by them. */
async function* placesIn(file: string): AsyncGenerator<Place & { key: string }> {
  let offset = 0;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(file)) {
    if (!Buffer.isBuffer(chunk)) throw new TypeError('a stream without an encoding gives bytes');
    rest = Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10, start)) {
      const line = rest.subarray(start, end);
      const keyEnd = line.indexOf('"', KEY_START.length);
      yield {
        key: line.toString('latin1', KEY_START.length, keyEnd),
        file,
        offset: offset + start,
        length: end - start,
      };
      start = end + 1;
    }
    offset += start;
    rest = rest.subarray(start);
  }
}

async function readPlace({ file, offset, length }: Place): Promise<unknown> {
  const handle = await open(file, 'r');
  try {
    const { buffer } = await handle.read(Buffer.alloc(length), 0, length, offset);
    return parseRecord(file, buffer, offset)[1];
  } finally {
    await handle.close();
  }
}
