import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensurePath } from '../../../../infra/embedded/provision/ensure-path';

const folder = mkdtempSync(join(tmpdir(), 'srlm-ensure-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const lines: string[] = [];
const context = { environment: {}, report: (line: string) => void lines.push(line) };

it('makes the path once when two ask at the same time', async () => {
  const path = join(folder, 'shared');
  let made = 0;
  const make = async (aside: string): Promise<void> => {
    made += 1;
    await sleep(50);
    writeFileSync(aside, 'content');
  };
  const options = { path, label: 'thing', neededBytes: 1, make };
  expect(await Promise.all([ensurePath(options, context), ensurePath(options, context)])).toEqual([path, path]);
  expect(made).toBe(1);
  expect(readFileSync(path, 'utf8')).toBe('content');
  expect(lines).toContainEqual(expect.stringMatching(/^thing: ready after/));
});

it('shows nothing of a failed attempt, and removes what an earlier one left', async () => {
  const path = join(folder, 'fragile');
  mkdirSync(`${path}.partial`);
  const failing = { path, label: 'thing', neededBytes: 1, make: () => Promise.reject(new Error('no luck')) };
  await expect(ensurePath(failing, context)).rejects.toThrow('no luck');
  expect([path, `${path}.partial`].map(existsSync)).toEqual([false, false]);
  await ensurePath({ ...failing, make: (aside) => Promise.resolve(writeFileSync(aside, '')) }, context);
  expect(existsSync(path)).toBe(true);
});

it('says how much space is missing before it begins', async () => {
  const options = { path: join(folder, 'huge'), label: 'thing', neededBytes: 2 ** 60, make: () => Promise.resolve() };
  await expect(ensurePath(options, context)).rejects.toThrow(/thing: .* GiB free and 1073741824\.0 GiB are needed/);
});
