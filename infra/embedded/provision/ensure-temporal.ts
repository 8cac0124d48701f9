import { chmodSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheRoot } from '../cache-root';
import type { ProvisionContext } from './context';
import { downloadTemporal } from './download-temporal';
import { ensurePath } from './ensure-path';
import { findExecutable, isExecutable } from './find-executable';
import { runCommand } from './run-command';

// The newest version that `go install` accepts: later ones carry a `replace` line in their go.mod.
const TEMPORAL_MODULE = 'github.com/temporalio/cli/cmd/temporal@v1.5.1';
const NEEDED_BYTES = 3 * 1024 ** 3;

/** A `temporal` on the PATH is the user's choice; otherwise one is built with Go; without Go it is downloaded. */
export async function ensureTemporal(context: ProvisionContext): Promise<string> {
  const found = findTemporal(context.environment);
  if (found) return found;
  const path = cachedTemporal(context.environment);
  const go = findExecutable('go', context.environment);
  const make = (aside: string): Promise<void> =>
    go ? buildTemporal(go, aside, context) : downloadTemporal(aside, context);
  return ensurePath({ path, label: 'temporal server', neededBytes: NEEDED_BYTES, make }, context);
}

export function findTemporal(environment: NodeJS.ProcessEnv): string | undefined {
  const cached = cachedTemporal(environment);
  return findExecutable('temporal', environment) ?? (isExecutable(cached) ? cached : undefined);
}

const cachedTemporal = (environment: NodeJS.ProcessEnv): string => join(cacheRoot(environment), 'bin', 'temporal');

async function buildTemporal(go: string, aside: string, context: ProvisionContext): Promise<void> {
  const folder = `${aside}.gobin`;
  try {
    await runCommand({
      what: 'Building the Temporal server with Go',
      command: go,
      arguments: ['install', TEMPORAL_MODULE],
      environment: { ...context.environment, GOBIN: folder },
    });
    renameSync(join(folder, 'temporal'), aside);
    chmodSync(aside, 0o755);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
