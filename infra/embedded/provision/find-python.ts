import { findExecutable } from './find-executable';
import { ProvisionError } from './provision-error';
import { runCommand } from './run-command';

const CANDIDATES = ['python3', 'python3.13', 'python3.12', 'python3.11'];
const OLDEST_MINOR = 11;
// The newest version that vLLM's and torch's pinned builds exist for.
const NEWEST_MINOR = 13;

/** Versions are asked, not guessed from names: `python3` may be anything, and version managers put stubs on the PATH. */
export async function findPython(environment: NodeJS.ProcessEnv): Promise<string> {
  const seen: string[] = [];
  for (const name of CANDIDATES) {
    const command = findExecutable(name, environment);
    if (!command) continue;
    const version = await versionOf(command, environment);
    if (version && version.minor >= OLDEST_MINOR && version.minor <= NEWEST_MINOR) return command;
    if (version) seen.push(`${name} is 3.${version.minor}`);
  }
  const found = seen.length > 0 ? seen.join(', ') : 'none was found';
  throw new ProvisionError(
    `Python 3.${OLDEST_MINOR} to 3.${NEWEST_MINOR} must be on the PATH (${found}); install one and run this again`,
  );
}

async function versionOf(command: string, environment: NodeJS.ProcessEnv): Promise<{ minor: number } | undefined> {
  try {
    const output = await runCommand({
      what: `Asking ${command} for its version`,
      command,
      arguments: ['-c', 'import sys; print(sys.version_info[0], sys.version_info[1])'],
      environment,
    });
    const [major, minor] = output.trim().split(' ').map(Number);
    return major === 3 && minor !== undefined ? { minor } : undefined;
  } catch {
    // A version manager's stub fails when its version is not installed: not a Python, so look further.
    return undefined;
  }
}
