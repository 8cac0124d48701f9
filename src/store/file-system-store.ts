import { jsonDocument, jsonLines } from '../core/json-text';
import { link, mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isErrorWithCode } from '../core/error-code';
import type { Artifact } from '../core/records';
import type { ArtifactStore } from './artifact-store';
import { digestOfBytes, measureFile } from './digest';
import { CorruptArtifactError } from './errors';
import { listFiles } from './list-files';
import { parseRows } from './parse-rows';
import { resolveInStore } from './store-path';
import { isWrittenAside, nameAside } from './temporary-files';

/** The store on one file system (local disk, NFS, Lustre): artifacts are plain files that `less`, `jq` and pandas can read. */
export function createFileSystemStore(root: string): ArtifactStore {
  const place = (path: string) => resolveInStore(root, path);

  async function find(path: string): Promise<Artifact | undefined> {
    try {
      return { path, ...(await measureFile(place(path))) };
    } catch (error) {
      if (isErrorWithCode(error, 'ENOENT')) return undefined;
      throw error;
    }
  }

  async function writeText(path: string, text: string): Promise<Artifact> {
    const file = place(path);
    try {
      // Unlike rename, link fails when the name is taken: of two writers at the same time the first one wins.
      await link(await writeAside(file, text), file);
    } catch (error) {
      // The other writer may also have cleared away what this one was writing.
      if (!isErrorWithCode(error, 'EEXIST') && !isErrorWithCode(error, 'ENOENT')) throw error;
    }
    const written = await find(path);
    if (!written) throw new Error(`${path} vanished while it was written`);
    await clearAside(file);
    return written;
  }

  async function readText(artifact: Artifact): Promise<string> {
    const bytes = await readFile(place(artifact.path));
    const actual = digestOfBytes(bytes);
    if (actual !== artifact.sha256) throw new CorruptArtifactError(artifact.path, artifact.sha256, actual);
    return bytes.toString('utf8');
  }

  return {
    root,
    find,
    list: (folder) => listFiles(root, folder),
    writeText,
    readText,
    writeJson: (path, value) => writeText(path, jsonDocument(value)),
    writeRows: (path, rows) => writeText(path, jsonLines(rows)),
    async readRows(artifact, schema) {
      return parseRows(artifact.path, await readText(artifact), schema);
    },
    async replaceText(path, text) {
      const file = place(path);
      await rename(await writeAside(file, text), file);
      await clearAside(file);
    },
  };
}

/** Removes what this writer, or one that was killed, wrote beside a file that is there now. */
async function clearAside(file: string): Promise<void> {
  const names = await readdir(dirname(file));
  const left = names.filter((name) => isWrittenAside(name, basename(file)));
  await Promise.all(left.map((name) => rm(join(dirname(file), name), { force: true })));
}

/** Writes a temporary file beside `file` and flushes it to disk, so that the name only ever shows whole content. */
async function writeAside(file: string, text: string): Promise<string> {
  await mkdir(dirname(file), { recursive: true });
  const aside = nameAside(file);
  try {
    await writeFile(aside, text);
    const handle = await open(aside, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    return aside;
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
}
