import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { modelDigest } from '../../../src/store/model-digest';
import { temporaryFolder } from '../../temporary-folder';

const folder = temporaryFolder();

async function write(name: string, files: Record<string, string>): Promise<string> {
  const model = join(folder(), name);
  await mkdir(join(model, 'sub'), { recursive: true });
  for (const [path, text] of Object.entries(files)) await writeFile(join(model, path), text);
  return model;
}

describe('modelDigest', () => {
  it('has the value that the trainer computes for the same folder', async () => {
    // sha256 of "<sha256 of a>  a.txt\n<sha256 of b>  sub/b.txt\n"; infra/trainer/tests has the same vector.
    const model = await write('golden', { 'a.txt': 'a', 'sub/b.txt': 'b' });
    await expect(modelDigest(model)).resolves.toBe(
      'sha256:bc3ab2631afcb90f5a60ffac01cb1df191d417c8d0fb898a7772afc91c630a4f',
    );
  });

  it.each([
    ['content', { 'a.txt': 'A', 'sub/b.txt': 'b' }],
    ['name', { 'c.txt': 'a', 'sub/b.txt': 'b' }],
  ])('changes with the %s of a file', async (what, files) => {
    const before = await modelDigest(await write(`before-${what}`, { 'a.txt': 'a', 'sub/b.txt': 'b' }));
    await expect(modelDigest(await write(`after-${what}`, files))).resolves.not.toBe(before);
  });
});
