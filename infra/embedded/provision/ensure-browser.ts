import { existsSync } from 'node:fs';
import type { ProvisionContext } from './context';
import { findExecutable } from './find-executable';
import { ProvisionError } from './provision-error';
import { runCommand } from './run-command';

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

export function findBrowser(environment: NodeJS.ProcessEnv): string | undefined {
  return BROWSERS.map((name) => findExecutable(name, environment)).find((path) => path !== undefined);
}

/** Only the tests of the web pages need a browser, so it is installed for a person only where that asks nothing of them. */
export async function ensureBrowser(context: ProvisionContext): Promise<string> {
  const found = findBrowser(context.environment);
  if (found) return found;
  const mayInstall = process.getuid?.() === 0 && existsSync('/etc/debian_version');
  if (mayInstall) {
    context.report('browser: installing the package chromium');
    for (const step of [
      ['update', '--quiet=2'],
      ['install', '--yes', '--quiet=2', '--no-install-recommends', 'chromium'],
    ]) {
      await runCommand({
        what: 'Installing chromium with apt-get',
        command: 'apt-get',
        arguments: step,
        environment: { ...context.environment, DEBIAN_FRONTEND: 'noninteractive' },
      });
    }
  }
  const installed = findBrowser(context.environment);
  if (!installed)
    throw new ProvisionError(
      'A Chromium browser must be on the PATH for the tests of the web pages; install chromium and run this again',
    );
  return installed;
}
