import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { cacheRoot } from '../cache-root';
import type { ProvisionContext } from './context';
import { ensurePath } from './ensure-path';
import { ensureUv } from './ensure-uv';
import { findPython } from './find-python';
import { runCommand } from './run-command';

export interface VenvSpecification {
  name: string;
  requirementsFile: string;
  /** Folders of packages of our own that no index has. */
  localPackages?: string[];
}

const NEEDED_BYTES = 7 * 1024 ** 3;

/** The content of the requirements file is in the name, so that clones at different versions do not overwrite each other. */
export function venvPath(specification: VenvSpecification, environment: NodeJS.ProcessEnv): string {
  const digest = createHash('sha256').update(readFileSync(specification.requirementsFile)).digest('hex');
  return join(cacheRoot(environment), 'venvs', `${specification.name}-${digest.slice(0, 12)}`);
}

export async function ensureVenv(specification: VenvSpecification, context: ProvisionContext): Promise<string> {
  const uv = await ensureUv(context);
  const make = (aside: string): Promise<void> => buildVenv(uv, aside, specification, context);
  const path = venvPath(specification, context.environment);
  return ensurePath({ path, label: `${specification.name} environment`, neededBytes: NEEDED_BYTES, make }, context);
}

async function buildVenv(
  uv: string,
  folder: string,
  specification: VenvSpecification,
  context: ProvisionContext,
): Promise<void> {
  const { environment } = context;
  const what = `Installing the Python packages of ${specification.name}`;
  const run = (...options: string[]): Promise<string> =>
    runCommand({ what, command: uv, arguments: ['--quiet', ...options], environment });
  // Relocatable, because the folder is renamed when it is complete.
  await run('venv', '--relocatable', '--python', await findPython(environment), folder);
  const python = join(folder, 'bin', 'python');
  // `sync` installs the listed files and resolves nothing, so what was pinned is what is there.
  await run('pip', 'sync', '--python', python, '--require-hashes', specification.requirementsFile);
  for (const localPackage of specification.localPackages ?? []) {
    const workspace = mkdtempSync(join(tmpdir(), 'srlm-package-'));
    try {
      // Built from a copy: the build back end writes into the folder it builds.
      const copy = join(workspace, basename(localPackage));
      cpSync(localPackage, copy, { recursive: true });
      await run('pip', 'install', '--python', python, '--no-deps', '--no-build-isolation', copy);
    } finally {
      rmSync(workspace, { recursive: true, force: true });
    }
  }
}
