import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findAttempt, recordRejection } from '../../../src/activities/attempts';
import { createFileSystemStore } from '../../../src/store/file-system-store';

async function aStore() {
  return createFileSystemStore(await mkdtemp(join(tmpdir(), 'srlm-store-')));
}
const first = { run: 'demo', iteration: 1 };
const rejection = { ...first, attempt: 1, reason: 'too long', action: 'redo' as const };

describe('the attempt at an iteration that counts', () => {
  it('is the first one, until it is rejected, also when it made nothing yet', async () => {
    const store = await aStore();
    await expect(findAttempt({ store }, first)).resolves.toEqual({ attempt: 1, redoes: null });
    await recordRejection({ store }, rejection);
    await recordRejection({ store }, { ...rejection, reason: 'said twice' });
    const redoes = { attempt: 1, reason: 'too long' };
    await expect(findAttempt({ store }, first)).resolves.toEqual({ attempt: 2, redoes });
    await expect(findAttempt({ store }, { ...first, iteration: 2 })).resolves.toEqual({ attempt: 1, redoes: null });
  });
});
