import { Option } from 'commander';
import type { Environment } from '../env';
import type { Terminal } from './terminal';

/** What every command works with. */
export interface CommandContext {
  terminal: Terminal;
  /** Read when a command needs it, so that help works with a broken environment. @throws InvalidEnvironmentError */
  environment(): Environment;
  /** Aborted when the person presses Ctrl-C. */
  interrupted(): AbortSignal;
}

/** Scripts read standard output as JSON; logs stay on standard error. */
export function jsonOption(): Option {
  return new Option('--json', 'print JSON to stdout, for scripts');
}

export interface JsonOptions {
  json?: true;
}

/** Prints a result in the form that was asked for. */
export function print(terminal: Terminal, { json }: JsonOptions, result: object, text: string): void {
  terminal.data(json ? JSON.stringify(result, null, 2) : text);
}
