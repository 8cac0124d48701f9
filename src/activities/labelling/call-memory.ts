import type { Journal } from '../../store/journal';

/** What is recorded of the calls of a shard, and what its rows come to rest on. */
export interface CallMemory {
  /** The value that an earlier attempt, or another run, recorded; undefined where the call has to be made. */
  recall(key: string): Promise<unknown>;
  /** Resolves once the value is on disk. */
  record(key: string, value: unknown): Promise<void>;
  /**
   * Does the work of equal keys one after the other, so that a call that is asked for twice (equal responses give equal
   * calls) is made once, and both rows say what is recorded of it.
   */
  inTurn<T>(key: string, work: () => Promise<T>): Promise<T>;
  /** Every value that was recalled or recorded, by key. */
  readonly used: ReadonlyMap<string, unknown>;
}

export function createCallMemory(
  journal: Pick<Journal, 'finished' | 'append'>,
  recallElsewhere: (key: string) => Promise<unknown>,
): CallMemory {
  const used = new Map<string, unknown>();
  const turns = new Map<string, Promise<unknown>>();
  return {
    used,
    async recall(key) {
      const value = journal.finished.get(key) ?? (await recallElsewhere(key));
      if (value !== undefined) used.set(key, value);
      return value;
    },
    async record(key, value) {
      await journal.append(key, value);
      used.set(key, value);
    },
    async inTurn(key, work) {
      const before = turns.get(key) ?? Promise.resolve();
      // Whether the one before failed is told to who asked for it.
      const own = before.then(work, work);
      turns.set(key, own);
      try {
        return await own;
      } finally {
        if (turns.get(key) === own) turns.delete(key);
      }
    },
  };
}
