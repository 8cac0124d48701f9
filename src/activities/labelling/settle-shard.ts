import { ApplicationFailure } from '@temporalio/activity';
import type { Artifact } from '../../core/records';
import type { ArtifactStore } from '../../store/artifact-store';
import { digestOfBytes } from '../../store/digest';
import { discardJournals, openJournal, type Journal } from '../../store/journal';
import { parseRecords, recordLines } from '../../store/record-lines';
import type { RecordedCalls } from '../../store/recorded-calls';
import { createCallMemory, type CallMemory } from './call-memory';
import { isQuarantined, quarantineOf, type Quarantine } from './recorded-call';

/** A unit of labelling: where its rows go, the calls that they rest on, and the journals while calls are made. */
export interface ShardFiles {
  store: ArtifactStore;
  recordedCalls: RecordedCalls;
  /** A run whose recorded calls answer where they are the same. */
  reuse?: string | undefined;
  output: string;
  calls: string;
  journal: string;
  /** Writes what goes with the rows that were made last, once the calls that they rest on are settled. */
  writeBeside?: (() => Promise<unknown>) | undefined;
}

export interface FinishedShard {
  artifact: Artifact;
  /** The recorded calls, which the rows name by key. */
  calls: Artifact;
  quarantine: Quarantine;
}

/**
 * Works on a shard until its artifact exists: keeps every finished call of earlier attempts, has only the missing ones
 * made, and writes the rows once. Safe to run twice, also at the same time: attempts write different journals, the calls
 * that are recorded first win, and the rows are those that follow from them. `make` returns them in canonical order.
 */
export async function settleShard<Row>(
  files: ShardFiles,
  make: (memory: CallMemory) => Promise<Row[]>,
): Promise<FinishedShard> {
  const { store, output, calls } = files;
  const recorded = await store.find(calls);
  const known = new Map(recorded && parseRecords(recorded.path, Buffer.from(await store.readText(recorded))));
  const existing = await store.find(output);
  if (recorded && existing) {
    // An earlier attempt may have found no way to remove them, on a full disk for example.
    await discardJournals(store.root, files.journal);
    return { artifact: existing, calls: recorded, quarantine: quarantineOf(known.values()) };
  }

  const journal = await openJournal(store.root, files.journal, known);
  try {
    const memory = memoryOf(files, journal);
    const rows = await make(memory);
    const lines = recordLines(memory.used);
    const written = await store.writeText(calls, lines);
    if (recorded) requireAll(memory.used, known, calls);
    else if (written.sha256 !== digestOfBytes(lines)) {
      // Another attempt was first; the rows must rest on its calls.
      await journal.close();
      return await settleShard(files, make);
    }
    await files.writeBeside?.();
    const artifact = await store.writeRows(output, rows);
    await journal.discard();
    return { artifact, calls: written, quarantine: quarantineOf(memory.used.values()) };
  } catch (error) {
    await journal.close();
    throw error;
  }
}

function memoryOf({ recordedCalls, reuse }: ShardFiles, journal: Journal): CallMemory {
  return createCallMemory(journal, async (key) => {
    const value = reuse === undefined ? undefined : await recordedCalls.find({ run: reuse, key });
    // A row that the other run set aside may be taken by the server of today.
    return isQuarantined(value) ? undefined : value;
  });
}

/** What is recorded is never replaced, so that no repetition gives a file that lacks calls those calls. */
function requireAll(used: ReadonlyMap<string, unknown>, known: ReadonlyMap<string, unknown>, calls: string): void {
  const missing = [...used.keys()].filter((key) => !known.has(key)).length;
  if (missing === 0) return;
  throw ApplicationFailure.nonRetryable(
    `${calls} lacks ${missing} calls that its rows rest on: it is damaged, or was made by another version; ` +
      'move it away to have it made again',
    'IncompleteCalls',
  );
}
