/**
 * Every check of the project: first what needs no engine beside the set-up of the engines, then two lanes side by side,
 * because most parts wait as much as they compute. What a part prints is shown when it ends, and the totals come last.
 * `npm test -- unit` runs one part alone; the parts are listed below.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootstrap, fail } from './bootstrap.mjs';
import { startChecks } from './checks.mjs';

const parts = {
  static: async ({ check }) => {
    await check('types', 'npm', ['run', '--silent', 'typecheck']);
    await check('lint', 'npm', ['run', '--silent', 'lint']);
    await check('format', 'npm', ['run', '--silent', 'format:check']);
  },
  unit: ({ jest }) => jest('unit', '--maxWorkers=2'),
  setup: ({ setup }) => setup(),
  python: ({ pytest }) => pytest(),
  pages: ({ jest }) => jest('pages', '--runInBand'),
  workflows: ({ jest }) => jest('workflows', '--maxWorkers=2'),
  replay: ({ jest }) => jest('replay', '--runInBand'),
  chaos: ({ jest }) => jest('chaos', '--runInBand'),
  engines: ({ jest }) => jest('engines', '--runInBand'),
};
/** Lanes side by side, a stage after the other: the second stage needs the engines. */
const STAGES = [
  [['static', 'unit'], ['setup']],
  [['engines'], ['workflows', 'python', 'pages', 'replay', 'chaos']],
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in parts));
if (unknown.length > 0) fail(`no part is called ${unknown.join(', ')}; the parts are ${Object.keys(parts).join(', ')}`);
const isWanted = (name) => wanted.length === 0 || wanted.includes(name);

bootstrap();
const results = mkdtempSync(join(tmpdir(), 'srlm-test-results-'));
const totals = { passed: 0, failed: 0 };
for (const stage of STAGES) {
  const lanes = stage.map((lane) => lane.filter(isWanted)).filter(({ length }) => length > 0);
  await Promise.all(lanes.map((lane) => runLane(lane, lanes.length === 1)));
}
rmSync(results, { recursive: true, force: true });
process.stdout.write(`\nTests: ${totals.passed} passed, ${totals.failed} failed\n`);
process.exit(totals.failed === 0 && totals.passed > 0 ? 0 : 1);

async function runLane(names, isAlone) {
  for (const name of names) {
    process.stdout.write(isAlone ? `\n== ${name}\n` : `.. ${name} has begun\n`);
    const started = Date.now();
    const checks = startChecks(name, results, isAlone);
    await parts[name](checks);
    const { passed, failed, output } = checks.end();
    totals.passed += passed;
    totals.failed += failed;
    if (!isAlone) process.stdout.write(`\n== ${name}\n${output}`);
    process.stdout.write(`== ${name} took ${Math.round((Date.now() - started) / 1000)} s\n`);
  }
}
