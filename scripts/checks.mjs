/** What the parts of the tests are made of: commands of other tools, whose results are counted. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, openSync, readFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { root } from './bootstrap.mjs';

/** No part takes half as long; one that does not end, for a handle that a test left open, must not hold up the rest. */
const LONGEST_PART_MS = 50 * 60_000;

/** The checks of a part, which print to the terminal or, beside another part, to a file for later. */
export function startChecks(part, folder, isShown) {
  const log = join(folder, `${part}.txt`);
  const out = isShown ? 'inherit' : openSync(log, 'a');
  const say = (line) => (isShown ? process.stdout.write(`${line}\n`) : appendFileSync(log, `${line}\n`));
  const totals = { passed: 0, failed: 0 };

  async function run(command, args, { stdout = out, isPolite = false, ...options } = {}) {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', stdout, out], ...options });
    if (isPolite && child.pid !== undefined) setPriority(child.pid, 10);
    try {
      const [status, signal] = await once(child, 'exit');
      if (signal !== null) say(`${command} was ended by ${signal}`);
      return status ?? 1;
    } catch (error) {
      say(`${command} could not be started: ${error.message}`);
      return 1;
    }
  }

  /** A command that passes or fails as a whole and counts as one test. */
  async function check(name, command, args, options) {
    const status = await run(command, args, options);
    totals[status === 0 ? 'passed' : 'failed'] += 1;
    say(`${status === 0 ? 'ok' : 'FAILED'}: ${name}`);
  }

  return {
    check,

    /** On a new machine set-up waits for downloads: it gives way to the checks beside it. */
    setup: () => check('set-up of the engines', ...srlm('setup', '--browser'), { isPolite: true }),

    async jest(project, ...options) {
      const output = join(folder, `${project}.json`);
      const command = [join(root, 'node_modules', 'jest', 'bin', 'jest.js'), '--selectProjects', project];
      const status = await run(process.execPath, [...command, '--json', '--outputFile', output, ...options], {
        stdout: 'ignore',
        timeout: LONGEST_PART_MS,
        killSignal: 'SIGKILL',
      });
      const text = readText(output);
      const report = text === undefined ? undefined : JSON.parse(text);
      totals.passed += report?.numPassedTests ?? 0;
      // A suite that could not be loaded has no failed test of its own.
      totals.failed += (report?.numFailedTests ?? 0) + (report?.numRuntimeErrorTestSuites ?? 0);
      if (!report || (status !== 0 && report.success)) totals.failed += 1;
    },

    async pytest() {
      const output = join(folder, 'pytest.xml');
      const python = trainerPython();
      if (python === undefined) {
        totals.failed += 1;
        return;
      }
      await check('ruff', python, ['-m', 'ruff', 'check', 'infra']);
      const cwd = join(root, 'infra', 'trainer');
      await run(python, ['-m', 'pytest', '-q', 'tests', `--junitxml=${output}`], { cwd });
      const suite = /<testsuite [^>]*>/.exec(readText(output) ?? '')?.[0] ?? '';
      const number = (name) => Number(new RegExp(`${name}="(\\d+)"`).exec(suite)?.[1] ?? 0);
      const failed = number('failures') + number('errors');
      if (suite === '') totals.failed += 1;
      totals.failed += failed;
      totals.passed += number('tests') - failed - number('skipped');
    },

    /** What was counted and, where it was not shown, printed. */
    end: () => ({ ...totals, output: readText(log) ?? '' }),
  };
}

/** The interpreter of the trainer's environment; `srlm setup` says where it is. */
function trainerPython() {
  const [command, args] = srlm('setup', '--json');
  const { status, stdout } = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  return status === 0 ? join(JSON.parse(stdout).trainerVenv, 'bin', 'python') : undefined;
}

function srlm(...args) {
  return [process.execPath, [join(root, 'bin', 'srlm.js'), ...args]];
}

function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
