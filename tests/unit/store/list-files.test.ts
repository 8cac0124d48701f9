import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OutsideStoreError } from '../../../src/store/errors';
import { listFiles } from '../../../src/store/list-files';
import { temporaryFolder } from '../../temporary-folder';

const root = temporaryFolder();

it('gives every file below a folder as a path of the store, links included, sorted', async () => {
  await mkdir(join(root(), 'runs', 'x', 'deep'), { recursive: true });
  await mkdir(join(root(), 'runs', 'x', 'empty'));
  await writeFile(join(root(), 'runs', 'x', 'deep', 'b.jsonl'), '');
  await writeFile(join(root(), 'runs', 'x', 'a.json'), '');
  await symlink('/nowhere', join(root(), 'runs', 'x', 'link'));
  await expect(listFiles(root(), 'runs/x')).resolves.toEqual(['runs/x/a.json', 'runs/x/deep/b.jsonl', 'runs/x/link']);
  await expect(listFiles(root(), 'runs/none')).resolves.toEqual([]);
  await expect(listFiles(root(), '../x')).rejects.toBeInstanceOf(OutsideStoreError);
});
