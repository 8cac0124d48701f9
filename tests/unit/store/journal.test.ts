import { appendFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openJournal } from '../../../src/store/journal';
import { temporaryFolder } from '../../temporary-folder';

const folder = temporaryFolder();

describe('openJournal', () => {
  it('gives the next attempt every finished call of the earlier ones', async () => {
    const first = await openJournal(folder(), 'a');
    await Promise.all([first.append('k1', ['one']), first.append('k2', { two: 2 })]);
    await first.close();
    const second = await openJournal(folder(), 'a');
    await second.append('k3', 'three');
    await second.close();
    const third = await openJournal(folder(), 'a');
    expect(Object.fromEntries(third.finished)).toEqual({ k1: ['one'], k2: { two: 2 }, k3: 'three' });
    await third.close();
  });

  it('lets two attempts write at the same time without mixing their lines', async () => {
    const [one, two] = [await openJournal(folder(), 'b'), await openJournal(folder(), 'b')];
    const keys = Array.from({ length: 200 }, (_, index) => `k${index}`);
    await Promise.all(keys.map((key, index) => (index % 2 === 0 ? one : two).append(key, key.repeat(50))));
    await Promise.all([one.close(), two.close()]);
    const after = await openJournal(folder(), 'b');
    expect([...after.finished.keys()].toSorted()).toEqual([...keys].toSorted());
    await after.close();
  });

  it('takes a torn last line for a call that was not finished', async () => {
    const journal = await openJournal(folder(), 'c');
    await journal.append('whole', 1);
    await journal.close();
    const [name] = await readdir(join(folder(), 'c'));
    await appendFile(join(folder(), 'c', String(name)), '{"key":"torn","va');
    const next = await openJournal(folder(), 'c');
    expect([...next.finished.keys()]).toEqual(['whole']);
    await next.close();
  });

  it('refuses a journal that is damaged before its last line, with the byte offset', async () => {
    await mkdir(join(folder(), 'd'));
    await writeFile(join(folder(), 'd', 'x.jsonl'), '{"key":"ä","value":1}\n{"key":"brok\n{"key":"c","value":3}\n');
    await expect(openJournal(folder(), 'd')).rejects.toThrow(/x\.jsonl is damaged at byte 23, before its last line/);
  });

  it('is gone once it is discarded', async () => {
    const journal = await openJournal(folder(), 'e');
    await journal.append('k', 1);
    await journal.discard();
    const next = await openJournal(folder(), 'e');
    expect(next.finished.size).toBe(0);
    await next.close();
  });
});
