import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { ProvisionContext } from './context';
import { requireFreeSpace } from './require-free-space';
import { withLock } from './with-lock';

export interface PathToEnsure {
  path: string;
  /** Starts the progress lines: "inference environment". */
  label: string;
  neededBytes: number;
  /** Makes the file or folder at the given place, which is on the same disk as `path`. */
  make(aside: string): Promise<void>;
}

const PROGRESS_INTERVAL_MS = 30_000;

/** Makes a path once: at once when it exists, never twice at a time, and never visible before it is complete. */
export async function ensurePath(options: PathToEnsure, context: ProvisionContext): Promise<string> {
  const { path, label } = options;
  if (existsSync(path)) return path;
  mkdirSync(dirname(path), { recursive: true });
  return withLock(path, context, async () => {
    if (existsSync(path)) return path;
    // The lock is ours, so whatever lies here was left by a process that died.
    const aside = `${path}.partial`;
    rmSync(aside, { recursive: true, force: true });
    await requireFreeSpace(dirname(path), options.neededBytes, label);
    try {
      await withProgress(label, context, () => options.make(aside));
      renameSync(aside, path);
    } finally {
      rmSync(aside, { recursive: true, force: true });
    }
    return path;
  });
}

async function withProgress(label: string, context: ProvisionContext, work: () => Promise<void>): Promise<void> {
  const startedAt = Date.now();
  const seconds = (): string => `${Math.round((Date.now() - startedAt) / 1000)} s`;
  context.report(`${label}: preparing`);
  const ticker = setInterval(() => context.report(`${label}: still preparing (${seconds()})`), PROGRESS_INTERVAL_MS);
  try {
    await work();
    context.report(`${label}: ready after ${seconds()}`);
  } finally {
    clearInterval(ticker);
  }
}
