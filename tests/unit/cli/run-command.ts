import { main } from '../../../src/cli/main';
import { readEnvironment } from '../../../src/env';
import { recordingTerminal } from './recording-terminal';

/** One command line with nothing behind it: no server, and the default environment. */
export async function runCommand(...words: string[]) {
  const terminal = recordingTerminal();
  const context = { terminal, environment: () => readEnvironment({}), interrupted: () => new AbortController().signal };
  const exitCode = await main(words, context);
  return { exitCode, out: terminal.written.join('\n'), log: terminal.logged.join('\n') };
}
