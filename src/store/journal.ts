import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { isErrorWithCode } from '../core/error-code';
import { journalSeconds, journalWaiting } from '../observability/metrics';
import { parseRecords, recordLine } from './record-lines';
import { resolveInStore } from './store-path';

/** How long a finished call may wait to be flushed together with others. */
const GROUP_COMMIT_MS = 50;

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

/** Opens a journal; `known` are finished calls that are recorded elsewhere. */
export async function openJournal(
  root: string,
  path: string,
  known: Iterable<readonly [string, unknown]> = [],
): Promise<Journal> {
  const folder = resolveInStore(root, path);
  await mkdir(folder, { recursive: true });
  const finished = new Map([...(await readJournals(folder)), ...known]);
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
    // Unlike write, it does not return before everything is written: a full disk takes a part without an error.
    await file.appendFile(lines.join(''));
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
      const lagged = journalSeconds.startTimer();
      journalWaiting.inc();
      try {
        buffered.push(recordLine(key, value));
        pending ??= committed = committed.then(commit);
        await pending;
        finished.set(key, value);
      } finally {
        journalWaiting.dec();
        lagged();
      }
    },
    close,
    async discard() {
      await close();
      await discardJournals(root, path);
    },
  };
}

/** Removes the journals of every attempt, also of one that could not do so itself. */
export async function discardJournals(root: string, path: string): Promise<void> {
  await rm(resolveInStore(root, path), { recursive: true, force: true });
}

async function readJournals(folder: string): Promise<Map<string, unknown>> {
  const finished = new Map<string, unknown>();
  for (const name of (await readdir(folder)).toSorted()) {
    const path = join(folder, name);
    const bytes = await readFile(path).catch((error: unknown) => {
      // Another attempt finished the shard and removed its journals meanwhile.
      if (isErrorWithCode(error, 'ENOENT')) return Buffer.alloc(0);
      throw error;
    });
    for (const [key, value] of parseRecords(path, bytes)) finished.set(key, value);
  }
  return finished;
}
