import type { z } from 'zod';
import type { Artifact } from '../core/records';

/**
 * Immutable files under one root, named by relative paths with forward slashes. A file appears whole or not at all,
 * and the first writer of a path wins: a second write of the same path returns the reference of what is there.
 */
export interface ArtifactStore {
  /** The root as the trainer and the inference host see it; for the file system, an absolute folder. */
  readonly root: string;
  /** The reference of the file at `path` (its digest computed from its bytes), or undefined when there is none. */
  find(path: string): Promise<Artifact | undefined>;
  /** The paths of everything under a folder that is no folder itself, sorted; none when there is no such folder. */
  list(folder: string): Promise<string[]>;
  /** Writes rows as JSON Lines in the order given. */
  writeRows(path: string, rows: Iterable<unknown>): Promise<Artifact>;
  /** Writes a text file; `rows` is counted as lines. */
  writeText(path: string, text: string): Promise<Artifact>;
  /** Writes a value as a JSON document that people can read. */
  writeJson(path: string, value: object): Promise<Artifact>;
  /** Every row, checked against the schema. @throws CorruptArtifactError when the bytes do not have the digest of the reference. */
  readRows<Schema extends z.ZodType>(artifact: Artifact, schema: Schema): Promise<z.output<Schema>[]>;
  readText(artifact: Artifact): Promise<string>;
  /** Replaces a file that is a view of other artifacts and may be made again (report, status). */
  replaceText(path: string, text: string): Promise<void>;
}
