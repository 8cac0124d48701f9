import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { createFileSystemStore } from '../../../src/store/file-system-store';
import { temporaryFolder } from '../../temporary-folder';

const rowSchema = z.strictObject({ id: z.string() });
const folder = temporaryFolder();
const store = () => createFileSystemStore(folder());

describe('createFileSystemStore', () => {
  it('writes rows as JSON Lines and reads them back by reference', async () => {
    const artifact = await store().writeRows('runs/a/rows.jsonl', [{ id: 'x' }, { id: 'line\u2028separator' }]);
    expect(artifact).toMatchObject({ path: 'runs/a/rows.jsonl', rows: 2 });
    await expect(store().readRows(artifact, rowSchema)).resolves.toEqual([{ id: 'x' }, { id: 'line\u2028separator' }]);
  });

  it('keeps what was written first, also for writers at the same time', async () => {
    const written = await Promise.all(['a', 'b', 'c', 'd'].map((text) => store().writeText('runs/a/race.txt', text)));
    expect(new Set(written.map((artifact) => artifact.sha256)).size).toBe(1);
    await expect(store().find('runs/a/race.txt')).resolves.toEqual(written[0]);
  });

  it('leaves no temporary file behind', async () => {
    await store().writeText('runs/tidy/a.txt', 'one');
    await store().writeText('runs/tidy/a.txt', 'two');
    await expect(readdir(join(folder(), 'runs/tidy'))).resolves.toEqual(['a.txt']);
  });

  it('clears away what a killed writer left beside a file', async () => {
    await store().writeText('runs/left/other.txt', 'one');
    await writeFile(join(folder(), `runs/left/a.txt.${randomUUID()}.tmp`), 'half');
    await store().writeText('runs/left/a.txt', 'whole');
    expect((await readdir(join(folder(), 'runs/left'))).toSorted()).toEqual(['a.txt', 'other.txt']);
  });

  it('finds nothing where nothing is', async () => {
    await expect(store().find('runs/none.jsonl')).resolves.toBeUndefined();
  });

  it('refuses a file that changed after it was written, naming both digests', async () => {
    const artifact = await store().writeText('runs/a/changed.txt', 'before');
    await writeFile(join(folder(), 'runs/a/changed.txt'), 'after!');
    const changed = await store().find('runs/a/changed.txt');
    await expect(store().readText(artifact)).rejects.toThrow(
      `runs/a/changed.txt was changed after it was written: expected ${artifact.sha256}, found ${changed?.sha256}`,
    );
  });

  it('names file and line of a row that is not a record', async () => {
    await mkdir(join(folder(), 'runs/b'), { recursive: true });
    await writeFile(join(folder(), 'runs/b/rows.jsonl'), '{"id":"x"}\n{"id":7}\n');
    const artifact = await store().find('runs/b/rows.jsonl');
    if (!artifact) throw new Error('the file is there');
    await expect(store().readRows(artifact, rowSchema)).rejects.toThrow(/^runs\/b\/rows\.jsonl:2: id: /);
  });

  it.each(['/etc/passwd', '../outside', 'runs/../../outside', ''])('refuses the path %j', async (path) => {
    await expect(store().writeText(path, 'x')).rejects.toThrow('is not inside the store');
  });

  it('replaces a view as a whole', async () => {
    await store().replaceText('runs/a/report.html', 'one');
    await store().replaceText('runs/a/report.html', 'two');
    await expect(readFile(join(folder(), 'runs/a/report.html'), 'utf8')).resolves.toBe('two');
  });
});
