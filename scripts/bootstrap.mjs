/** Makes a fresh clone runnable: dependencies and build, each only when needed. Uses nothing but Node itself. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Runs a command in the project's folder with its output shown; ends this process when it fails. */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (result.error) fail(`${command} could not be started: ${result.error.message}`);
  return result.status ?? 1;
}

export function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

export function bootstrap() {
  requireNode();
  if (newest([join(root, 'package-lock.json')]) > newest([join(root, 'node_modules', '.package-lock.json')])) {
    step('Installing the npm packages', 'npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error']);
    touch(join(root, 'node_modules', '.package-lock.json'));
  }
  const stamp = join(root, 'dist', '.built');
  const sources = ['src', 'infra', 'packages', 'tsconfig.json', 'tsconfig.base.json', 'package-lock.json'];
  if (newest(sources.map((source) => join(root, source))) > newest([stamp])) {
    step('Compiling', 'npm', ['run', '--silent', 'build']);
    writeFileSync(stamp, '');
  }
}

function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 18)) return;
  fail(`srlm needs Node 20.18 or newer; this is ${process.versions.node}`);
}

function step(title, command, args) {
  process.stdout.write(`${title} ...\n`);
  if (run(command, args) !== 0) fail(`${title} failed: ${command} ${args.join(' ')}`);
}

function touch(file) {
  const now = new Date();
  utimesSync(file, now, now);
}

/** The time of the newest source file below some places, in ms; 0 when there is none. */
function newest(places) {
  let time = 0;
  for (const place of places) {
    if (!existsSync(place)) continue;
    const { mtimeMs } = statSync(place);
    if (!statSync(place).isDirectory()) time = Math.max(time, mtimeMs);
    else {
      const names = readdirSync(place).filter(
        (name) => !['dist', 'node_modules', '__pycache__', 'tests'].includes(name),
      );
      time = Math.max(time, newest(names.map((name) => join(place, name))));
    }
  }
  return time;
}
