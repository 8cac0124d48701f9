/**
 * Every check of the project, cheapest first: types, lint, format, unit tests, then the real engines (set up on the
 * first run), and the totals at the end. `npm test -- unit` runs one part; the parts are listed below.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootstrap, fail, root, run } from './bootstrap.mjs';

const results = mkdtempSync(join(tmpdir(), 'srlm-test-results-'));
const totals = { passed: 0, failed: 0 };
/** No part takes half as long; one that does not end, for a handle that a test left open, must not hold up the rest. */
const LONGEST_PART_MS = 50 * 60_000;

/** A command that passes or fails as a whole and counts as one test. */
function check(name, command, args) {
  count(name, run(command, args));
}

function count(name, status) {
  totals[status === 0 ? 'passed' : 'failed'] += 1;
  process.stdout.write(`${status === 0 ? 'ok' : 'FAILED'}: ${name}\n`);
}

/** On a new machine set-up waits for downloads: it begins beside the checks that need no engine, and gives way to them. */
function startSetup() {
  const output = join(results, 'setup.txt');
  const file = openSync(output, 'w');
  const [command, args] = srlm('setup', '--browser');
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', file, file] });
  if (child.pid !== undefined) setPriority(child.pid, 10);
  const ended = once(child, 'exit');
  return async () => {
    const [status] = await ended;
    process.stdout.write(readText(output) ?? '');
    count('set-up of the engines', status);
  };
}

function jest(project, ...options) {
  const output = join(results, `${project}.json`);
  const command = [join(root, 'node_modules', 'jest', 'bin', 'jest.js'), '--selectProjects', project];
  const status = run(process.execPath, [...command, '--json', '--outputFile', output, ...options], {
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: LONGEST_PART_MS,
    killSignal: 'SIGKILL',
  });
  const report = readJson(output);
  totals.passed += report?.numPassedTests ?? 0;
  // A suite that could not be loaded has no failed test of its own.
  totals.failed += (report?.numFailedTests ?? 0) + (report?.numRuntimeErrorTestSuites ?? 0);
  if (!report || (status !== 0 && report.success)) totals.failed += 1;
}

function pytest() {
  const output = join(results, 'pytest.xml');
  const python = trainerPython();
  if (python === undefined) {
    totals.failed += 1;
    return;
  }
  check('ruff', python, ['-m', 'ruff', 'check', 'infra']);
  run(python, ['-m', 'pytest', '-q', 'tests', `--junitxml=${output}`], { cwd: join(root, 'infra', 'trainer') });
  const suite = /<testsuite [^>]*>/.exec(readText(output) ?? '')?.[0] ?? '';
  const number = (name) => Number(new RegExp(`${name}="(\\d+)"`).exec(suite)?.[1] ?? 0);
  const failed = number('failures') + number('errors');
  if (suite === '') totals.failed += 1;
  totals.failed += failed;
  totals.passed += number('tests') - failed - number('skipped');
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

function readJson(file) {
  const text = readText(file);
  return text === undefined ? undefined : JSON.parse(text);
}

const parts = {
  static: () => {
    check('types', 'npm', ['run', '--silent', 'typecheck']);
    check('lint', 'npm', ['run', '--silent', 'lint']);
    check('format', 'npm', ['run', '--silent', 'format:check']);
  },
  unit: () => jest('unit', '--maxWorkers=2'),
  setup: () => endSetup(),
  pages: () => jest('pages', '--runInBand'),
  python: pytest,
  workflows: () => jest('workflows', '--maxWorkers=2'),
  replay: () => jest('replay', '--runInBand'),
  chaos: () => jest('chaos', '--runInBand'),
  engines: () => jest('engines', '--runInBand'),
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in parts));
if (unknown.length > 0) fail(`no part is called ${unknown.join(', ')}; the parts are ${Object.keys(parts).join(', ')}`);

bootstrap();
const endSetup = wanted.length === 0 || wanted.includes('setup') ? startSetup() : undefined;
for (const [name, part] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  process.stdout.write(`\n== ${name}\n`);
  const started = Date.now();
  await part();
  process.stdout.write(`== ${name} took ${Math.round((Date.now() - started) / 1000)} s\n`);
}
rmSync(results, { recursive: true, force: true });
process.stdout.write(`\nTests: ${totals.passed} passed, ${totals.failed} failed\n`);
process.exit(totals.failed === 0 && totals.passed > 0 ? 0 : 1);
