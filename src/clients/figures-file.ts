import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isErrorWithCode } from '../core/error-code';

/** A file that a program may write figures to. */
export interface FiguresFile {
  path: string;
  /** What the program wrote; null where it wrote nothing. @throws UnreadableFiguresError */
  read(): Promise<string | null>;
}

/** Thrown when what lies there is no file of figures. */
export class UnreadableFiguresError extends Error {
  override readonly name = 'UnreadableFiguresError';
}

const MOST_BYTES = 2 ** 20;

/** Gives `work` such a file in a folder of its own, which is removed at the end. */
export async function withFiguresFile<Result>(work: (file: FiguresFile) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'srlm-figures-'));
  const path = join(folder, 'figures.json');
  try {
    return await work({ path, read: () => readFigures(path) });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readFigures(path: string): Promise<string | null> {
  try {
    const found = await stat(path);
    // To read a pipe would wait for its writer.
    if (!found.isFile()) throw new UnreadableFiguresError('they are not in a regular file');
    if (found.size > MOST_BYTES) throw new UnreadableFiguresError(`${found.size} bytes, of at most ${MOST_BYTES}`);
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isErrorWithCode(error, 'ENOENT')) return null;
    throw error;
  }
}
