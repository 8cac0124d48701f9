import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../../infra/embedded/project-root';
import { eventually } from '../../temporal-environment';

export interface StartedProcess {
  logFile: string;
  stop(): Promise<void>;
}

const children = new Set<ChildProcess>();

/** A process of the built project with its output in a file; resolves when the output has the line that says it is ready. */
export async function startProcess(options: {
  words: string[];
  environment: NodeJS.ProcessEnv;
  logFile: string;
  ready: string;
}): Promise<StartedProcess> {
  const ended = run(options);
  const { child, exit } = ended;
  await eventually(
    async () => readFileSync(options.logFile, 'utf8'),
    (text) => text.includes(options.ready) || child.exitCode !== null,
    60_000,
  );
  if (child.exitCode !== null) throw new Error(`it ended: ${readFileSync(options.logFile, 'utf8')}`);
  return {
    logFile: options.logFile,
    async stop() {
      if (child.exitCode === null) child.kill('SIGTERM');
      await exit;
    },
  };
}

/** The command line with its exit code and its output, standard error included. */
export async function srlm(words: string[], environment: NodeJS.ProcessEnv, logFile: string) {
  const { exit } = run({ words: [join('bin', 'srlm.js'), ...words], environment, logFile });
  return { exitCode: await exit, output: readFileSync(logFile, 'utf8') };
}

/** For a test that failed half-way: nothing of it stays behind. */
export function killAll(): void {
  for (const child of children) child.kill('SIGKILL');
}

function run({ words, environment, logFile }: { words: string[]; environment: NodeJS.ProcessEnv; logFile: string }) {
  const log = openSync(logFile, 'a');
  const child = spawn(process.execPath, words, {
    cwd: projectRoot(),
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...environment },
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  children.add(child);
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve)).finally(() =>
    children.delete(child),
  );
  return { child, exit };
}
