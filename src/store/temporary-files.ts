import { randomUUID } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isErrorWithCode } from '../core/error-code';
import { resolveInStore } from './store-path';

const WRITTEN_ASIDE = /\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.tmp$/;

/** Where a file is written before it gets its name. */
export function nameAside(file: string): string {
  return `${file}.${randomUUID()}.tmp`;
}

/** Whether a file, of this name or of any, was written aside; nothing else is ever taken for a temporary file. */
export function isWrittenAside(path: string, file?: string): boolean {
  const [ending] = WRITTEN_ASIDE.exec(path) ?? [];
  return ending !== undefined && (file === undefined || path === `${file}${ending}`);
}

/** Removes what writers that were killed left in a folder of the store: files, and folders of a model. Returns the paths. */
export async function removeTemporaryFiles(root: string, folder: string): Promise<string[]> {
  const removed: string[] = [];
  for await (const path of writtenAsideIn(root, folder)) {
    await rm(resolveInStore(root, path), { recursive: true, force: true });
    removed.push(path);
  }
  return removed;
}

/** At any depth. A link is never followed: what it leads to is not the store's. */
async function* writtenAsideIn(root: string, folder: string): AsyncGenerator<string> {
  const entries = await readdir(resolveInStore(root, folder), { withFileTypes: true }).catch((error: unknown) => {
    // A run that never wrote, or a folder of journals that is no longer needed.
    if (isErrorWithCode(error, 'ENOENT')) return [];
    throw error;
  });
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (isWrittenAside(path)) yield path;
    else if (entry.isDirectory()) yield* writtenAsideIn(root, path);
  }
}
