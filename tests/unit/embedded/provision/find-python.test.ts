import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPython } from '../../../../infra/embedded/provision/find-python';

const folder = mkdtempSync(join(tmpdir(), 'srlm-python-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function fakePythons(name: string, pythons: Record<string, string>): NodeJS.ProcessEnv {
  const bin = join(folder, name);
  mkdirSync(bin);
  for (const [python, script] of Object.entries(pythons)) {
    writeFileSync(join(bin, python), `#!/bin/sh\n${script}\n`);
    chmodSync(join(bin, python), 0o755);
  }
  return { PATH: bin };
}

it('takes a newer name when python3 is too old', async () => {
  const environment = fakePythons('newer', { python3: 'echo 3 9', 'python3.12': 'echo 3 12' });
  expect(await findPython(environment)).toBe(join(folder, 'newer', 'python3.12'));
});

it('passes over the stub of a version manager, which fails', async () => {
  const environment = fakePythons('stub', { python3: 'exit 127', 'python3.11': 'echo 3 11' });
  expect(await findPython(environment)).toBe(join(folder, 'stub', 'python3.11'));
});

it('names what it found when nothing fits', async () => {
  await expect(findPython(fakePythons('old', { python3: 'echo 3 8' }))).rejects.toThrow(
    /\(python3 is 3\.8\); install one/,
  );
  await expect(findPython(fakePythons('none', {}))).rejects.toThrow(/\(none was found\)/);
});
