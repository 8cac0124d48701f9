import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { isErrorWithCode } from '../core/error-code';
import { resolveInStore } from './store-path';

/** How long a finished call may wait to be flushed together with others. */
const GROUP_COMMIT_MS = 50;

const entrySchema = z.strictObject({ key: z.string(), value: z.unknown() });

/** Thrown when a line before the last of a journal is damaged; a torn last line is what a kill leaves and is ignored. */
export class DamagedJournalError extends Error {
  override readonly name = 'DamagedJournalError';
  constructor(
    readonly path: string,
    readonly offset: number,
  ) {
    super(`${path} is damaged at byte ${offset}, before its last line`);
  }
}

/**
 * The finished calls of a shard that is still being worked on, by call key. Each attempt appends to a file of its own,
 * so that two attempts may overlap; all of them are read at the start. An append resolves once its record is on disk.
 */
export interface Journal {
  readonly finished: ReadonlyMap<string, unknown>;
  append(key: string, value: unknown): Promise<void>;
  /** Flushes and closes the file; what it holds stays for the next attempt. */
  close(): Promise<void>;
  /** Removes the journals of every attempt, once the artifact that they led to exists. */
  discard(): Promise<void>;
}

export async function openJournal(root: string, path: string): Promise<Journal> {
  const folder = resolveInStore(root, path);
  await mkdir(folder, { recursive: true });
  const finished = await readJournals(folder);
  const file = await open(join(folder, `${randomUUID()}.jsonl`), 'a');
  let buffered: string[] = [];
  let pending: Promise<void> | undefined;
  let committed = Promise.resolve();

  /** Everything that arrives while a commit waits its few milliseconds is written with it: one fsync for many calls. */
  async function commit(): Promise<void> {
    await setTimeout(GROUP_COMMIT_MS);
    const lines = buffered;
    buffered = [];
    pending = undefined;
    await file.write(lines.join(''));
    await file.datasync();
  }

  async function close(): Promise<void> {
    try {
      await committed;
    } finally {
      await file.close();
    }
  }

  return {
    finished,
    async append(key, value) {
      buffered.push(`${JSON.stringify({ key, value })}\n`);
      pending ??= committed = committed.then(commit);
      await pending;
      finished.set(key, value);
    },
    close,
    async discard() {
      await close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function readJournals(folder: string): Promise<Map<string, unknown>> {
  const finished = new Map<string, unknown>();
  for (const name of (await readdir(folder)).toSorted()) {
    const path = join(folder, name);
    const text = await readFile(path, 'utf8').catch((error: unknown) => {
      // Another attempt finished the shard and removed its journals meanwhile.
      if (isErrorWithCode(error, 'ENOENT')) return '';
      throw error;
    });
    for (const { key, value } of parseJournal(path, text)) finished.set(key, value);
  }
  return finished;
}

function* parseJournal(path: string, text: string): Generator<z.infer<typeof entrySchema>> {
  let start = 0;
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
    let entry;
    try {
      entry = entrySchema.parse(JSON.parse(text.slice(start, end)));
    } catch {
      throw new DamagedJournalError(path, Buffer.byteLength(text.slice(0, start)));
    }
    yield entry;
    start = end + 1;
  }
}
