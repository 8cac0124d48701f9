import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable } from 'node:stream';
import { isErrorWithCode } from '../core/error-code';
import { hidingSecrets } from '../core/hiding-secrets';
import { UnreadableFiguresError, withFiguresFile, type FiguresFile } from './figures-file';

export interface CommandOutcome {
  exitCode: number | null;
  seconds: number;
  /** What it printed without the values of its secrets, the end of it where it printed more than is kept. */
  output: string;
  /** The text that it left in the file that SRLM_FIGURES names; null where it left none or did not end well. */
  figures: string | null;
  /** Why it did not end well; null where it did. */
  failure: string | null;
}

export interface CommandOptions {
  /** Environment variables with secrets that it may have. */
  secrets: readonly string[];
  timeLimitMs: number;
  signal: AbortSignal;
}

/** Runs programs that a person allowed. */
export interface CommandRunner {
  /** Ends what the program started when it ends, and both at its time limit and when it is aborted. @throws the reason of the abort */
  run(command: readonly string[], options: CommandOptions): Promise<CommandOutcome>;
}

const KEPT_BYTES = 4 * 2 ** 20;
const GRACE_MS = 10_000;

/** `environmentFor` gives what a program finds in its environment, with the named secrets and no others. */
export function createCommandRunner(environmentFor: (secrets: readonly string[]) => NodeJS.ProcessEnv): CommandRunner {
  return {
    run: (command, options) => withFiguresFile((file) => runProgram(command, options, environmentFor, file)),
  };
}

async function runProgram(
  [program = '', ...words]: readonly string[],
  { secrets, timeLimitMs, signal }: CommandOptions,
  environmentFor: (secrets: readonly string[]) => NodeJS.ProcessEnv,
  file: FiguresFile,
): Promise<CommandOutcome> {
  signal.throwIfAborted();
  const began = performance.now();
  const environment = environmentFor(secrets);
  // In a group of its own, so that what it starts ends with it.
  const child = spawn(program, words, {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...environment, SRLM_FIGURES: file.path },
  });
  const kept = keepEnd(KEPT_BYTES);
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => kept.add(part));
  let late = false;
  let killing: NodeJS.Timeout | undefined;
  const end = () => {
    signalGroup(child.pid, 'SIGTERM');
    killing ??= setTimeout(() => signalGroup(child.pid, 'SIGKILL'), GRACE_MS);
  };
  const timer = setTimeout(() => {
    late = true;
    end();
  }, timeLimitMs);
  signal.addEventListener('abort', end, { once: true });
  try {
    const ended = await endOf(child);
    signal.throwIfAborted();
    const seconds = Math.round((performance.now() - began) / 100) / 10;
    const output = kept.text(secrets.flatMap((name) => environment[name] || []));
    const failure = late ? `it did not end within ${timeLimitMs / 60_000} minutes` : ended.failure;
    const left = failure === null ? await figuresOf(file) : { figures: null, failure };
    return { exitCode: ended.exitCode, seconds, output, ...left };
  } finally {
    clearTimeout(timer);
    clearTimeout(killing);
    signal.removeEventListener('abort', end);
  }
}

async function figuresOf(file: FiguresFile): Promise<Pick<CommandOutcome, 'figures' | 'failure'>> {
  try {
    return { figures: await file.read(), failure: null };
  } catch (error) {
    if (!(error instanceof UnreadableFiguresError)) throw error;
    return { figures: null, failure: `its figures could not be read: ${error.message}` };
  }
}

type Ended = Pick<CommandOutcome, 'exitCode' | 'failure'>;

function endOf(child: ChildProcessByStdio<null, Readable, Readable>): Promise<Ended> {
  return new Promise((resolve) => {
    child.once('exit', () => {
      // What it started may have outlived it, and holds its output open, even from a group of its own.
      signalGroup(child.pid, 'SIGKILL');
      const closing = setTimeout(() => [child.stdout, child.stderr].forEach((stream) => stream.destroy()), GRACE_MS);
      child.once('close', () => clearTimeout(closing));
    });
    child.once('error', (error) => resolve({ exitCode: null, failure: `it could not be started: ${error.message}` }));
    child.once('close', (exitCode, signalName) => resolve({ exitCode, failure: failureOf(exitCode, signalName) }));
  });
}

function failureOf(exitCode: number | null, signalName: NodeJS.Signals | null): string | null {
  if (exitCode === 0) return null;
  return exitCode === null ? `it was ended by ${signalName}` : `it ended with exit code ${exitCode}`;
}

function signalGroup(pid: number | undefined, name: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, name);
  } catch (error) {
    // It has ended meanwhile.
    if (!isErrorWithCode(error, 'ESRCH')) throw error;
  }
}

function keepEnd(limit: number) {
  let parts: Buffer[] = [];
  let bytes = 0;
  let dropped = false;
  return {
    add(part: Buffer) {
      parts.push(part);
      bytes += part.length;
      if (bytes <= 2 * limit) return;
      const end = Buffer.concat(parts).subarray(-limit);
      [parts, bytes, dropped] = [[end], end.length, true];
    },
    text(secrets: readonly string[]): string {
      const whole = Buffer.concat(parts);
      const isCut = dropped || whole.length > limit;
      const shown = hidingSecrets(secrets)(whole.subarray(-limit).toString('utf8'));
      if (!isCut) return shown;
      // The cut may have left the end of a secret.
      const longest = Math.max(0, ...secrets.map((secret) => JSON.stringify(secret).length));
      return `(only the last ${limit} bytes are kept)\n${shown.slice(longest)}`;
    },
  };
}
