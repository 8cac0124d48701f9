import { spawn } from 'node:child_process';
import { explainFailure, ProvisionError } from './provision-error';

export interface Command {
  /** Names the work in error messages: "Installing vLLM". */
  what: string;
  command: string;
  arguments: string[];
  environment: NodeJS.ProcessEnv;
  /** Said when the command itself does not exist. */
  missing?: string;
}

const KEPT_OUTPUT_CHARACTERS = 20_000;

/** Runs a tool to its end and returns its standard output; its last words go into the error when it fails. */
export function runCommand(options: Command): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(options.command, options.arguments, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: options.environment,
    });
    let stdout = '';
    let everything = '';
    const keep = (chunk: string): void => {
      everything = (everything + chunk).slice(-KEPT_OUTPUT_CHARACTERS);
    };
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk;
      keep(chunk);
    });
    child.stderr.setEncoding('utf8').on('data', keep);
    child.once('error', (cause) => {
      const missing = options.missing ?? `${options.command} cannot be started`;
      reject(new ProvisionError(`${options.what} failed: ${missing} (${cause.message})`, { cause }));
    });
    child.once('close', (code, signal) => {
      if (code === 0) return resolve(stdout);
      const output = `${everything}\n${everything.trim() ? '' : `${options.command} ended with ${signal ?? code}`}`;
      reject(new ProvisionError(explainFailure(options.what, output), { cause: new Error(everything) }));
    });
  });
}
