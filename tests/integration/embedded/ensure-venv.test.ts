import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheRoot } from '../../../infra/embedded/cache-root';
import { ensureUv } from '../../../infra/embedded/provision/ensure-uv';
import { ensureVenv, venvPath } from '../../../infra/embedded/provision/ensure-venv';
import { runCommand } from '../../../infra/embedded/provision/run-command';

jest.setTimeout(120_000);

const folder = mkdtempSync(join(tmpdir(), 'srlm-venv-'));
const environment = { ...process.env, SRLM_CACHE: folder };
const lines: string[] = [];
const context = { environment, report: (line: string) => void lines.push(line) };
const emptyRequirements = join(folder, 'requirements.txt');
const localPackages = [join(folder, 'marker')];

beforeAll(async () => {
  // The real uv in an otherwise empty cache.
  await ensureUv({ ...context, environment: process.env });
  symlinkSync(join(cacheRoot(process.env), 'uv'), join(folder, 'uv'));
  writeFileSync(emptyRequirements, '# nothing to download\n');
  mkdirSync(join(folder, 'marker'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('makes a working environment once, named after the content of its requirements', async () => {
  const specification = { name: 'small', requirementsFile: emptyRequirements };
  const [first, second] = await Promise.all([ensureVenv(specification, context), ensureVenv(specification, context)]);
  expect([first, second]).toEqual(Array(2).fill(venvPath(specification, environment)));
  const python = { what: 'Trying it', command: join(first, 'bin', 'python'), environment };
  expect(await runCommand({ ...python, arguments: ['-c', 'import sys; print(sys.prefix)'] })).toBe(`${first}\n`);
  lines.length = 0;
  await ensureVenv(specification, context);
  expect(lines).toEqual([]);
});

it('leaves nothing behind when a package cannot be installed, and says why in one sentence', async () => {
  const specification = { name: 'broken', requirementsFile: emptyRequirements, localPackages };
  const attempt = ensureVenv(specification, context);
  await expect(attempt).rejects.toThrow(/^Installing the Python packages of broken failed: [^\n]+$/);
  expect(existsSync(venvPath(specification, environment))).toBe(false);
});
