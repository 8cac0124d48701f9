import { join } from 'node:path';
import { cacheRoot } from '../cache-root';
import type { ProvisionContext } from './context';
import { ensurePath } from './ensure-path';
import { findExecutable } from './find-executable';
import { findPython } from './find-python';
import { runCommand } from './run-command';

const UV_VERSION = '0.13.9';
const NEEDED_BYTES = 200 * 1024 ** 2;

/** Our own pinned uv comes first, because another version may resolve or install differently. */
export async function ensureUv(context: ProvisionContext): Promise<string> {
  const folder = join(cacheRoot(context.environment), 'uv');
  await ensurePath(
    { path: folder, label: 'uv', neededBytes: NEEDED_BYTES, make: (aside) => installUv(aside, context) },
    context,
  );
  return join(folder, 'bin', 'uv');
}

export const findUv = (environment: NodeJS.ProcessEnv): string | undefined =>
  findExecutable('uv', { PATH: join(cacheRoot(environment), 'uv', 'bin') });

async function installUv(folder: string, context: ProvisionContext): Promise<void> {
  const python = await findPython(context.environment);
  const { environment } = context;
  await runCommand({
    what: 'Making a virtual environment for uv (on Debian it needs the package python3-venv)',
    command: python,
    arguments: ['-m', 'venv', folder],
    environment,
  });
  await runCommand({
    what: `Installing uv ${UV_VERSION}`,
    command: join(folder, 'bin', 'python'),
    arguments: ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', `uv==${UV_VERSION}`],
    environment,
  });
}
