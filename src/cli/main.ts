import { CommanderError } from 'commander';
import { visibleText } from '../core/visible-text';
import { readEnvironment, showsStacks } from '../env';
import type { CommandContext } from './command-context';
import { explainError } from './explain-error';
import { exitCodes, type ExitCode } from './exit-codes';
import { createProgram } from './program';
import { processTerminal } from './terminal';

/** Runs one command line and says how it ended. */
export async function main(words: readonly string[], context: CommandContext): Promise<ExitCode> {
  try {
    await createProgram(context).parseAsync(words, { from: 'user' });
    return exitCodes.ok;
  } catch (error) {
    // Commander has printed the help or the usage error itself.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.invalid;
    const { message, exitCode } = explainError(error);
    // It may quote a row of data or the reply of a server, which must not steer the terminal.
    context.terminal.log(visibleText(error instanceof Error && showsStacks() ? (error.stack ?? message) : message));
    return exitCode;
  }
}

/** The first signal asks a command to end; a second one ends the process as it always does. */
function untilInterrupted(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => controller.abort());
  return controller.signal;
}

/** Called by bin/srlm.js. */
export async function runCommandLine(): Promise<void> {
  process.exitCode = await main(process.argv.slice(2), {
    terminal: processTerminal(),
    environment: readEnvironment,
    interrupted: untilInterrupted,
  });
}
