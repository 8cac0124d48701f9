import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OutsideStoreError } from '../../../src/store/errors';
import { removeTemporaryFiles } from '../../../src/store/temporary-files';

async function aStore(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'srlm-store-'));
  await mkdir(join(root, 'runs/demo/iterations/1'), { recursive: true });
  return root;
}

describe('removeTemporaryFiles', () => {
  it('removes what the store wrote aside, at any depth, and nothing else', async () => {
    const root = await aStore();
    const aside = `runs/demo/iterations/1/prompts.jsonl.${randomUUID()}.tmp`;
    for (const path of [aside, 'runs/demo/notes.tmp', 'runs/demo/iterations/1/prompts.jsonl'])
      await writeFile(join(root, path), 'x');
    await expect(removeTemporaryFiles(root, 'runs/demo')).resolves.toEqual([aside]);
    await expect(readdir(join(root, 'runs/demo'))).resolves.toEqual(['iterations', 'notes.tmp']);
    await expect(readdir(join(root, 'runs/demo/iterations/1'))).resolves.toEqual(['prompts.jsonl']);
  });

  it('removes the folder of a model whose copy was killed', async () => {
    const root = await aStore();
    const aside = `runs/demo/models/M0.${randomUUID()}.tmp`;
    await mkdir(join(root, aside), { recursive: true });
    await writeFile(join(root, aside, 'model.safetensors'), 'x');
    await expect(removeTemporaryFiles(root, 'runs/demo')).resolves.toEqual([aside]);
    await expect(readdir(join(root, 'runs/demo/models'))).resolves.toEqual([]);
  });

  it('follows no link out of the folder', async () => {
    const root = await aStore();
    const elsewhere = await aStore();
    const file = `prompts.jsonl.${randomUUID()}.tmp`;
    await writeFile(join(elsewhere, 'runs', file), 'x');
    await symlink(join(elsewhere, 'runs'), join(root, 'runs/demo/link'));
    await expect(removeTemporaryFiles(root, 'runs/demo')).resolves.toEqual([]);
    await expect(readdir(join(elsewhere, 'runs'))).resolves.toContain(file);
  });

  it('finds nothing in a folder that does not exist, and refuses one outside the store', async () => {
    const root = await aStore();
    await expect(removeTemporaryFiles(root, 'runs/none')).resolves.toEqual([]);
    await expect(removeTemporaryFiles(root, '../elsewhere')).rejects.toBeInstanceOf(OutsideStoreError);
  });
});
