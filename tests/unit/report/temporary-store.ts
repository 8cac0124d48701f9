import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ArtifactStore } from '../../../src/store/artifact-store';
import { createFileSystemStore } from '../../../src/store/file-system-store';

/** A store in a folder of its own for every test of the file. */
export function temporaryStore(): () => ArtifactStore {
  let store: ArtifactStore | undefined;
  beforeEach(async () => {
    store = createFileSystemStore(await mkdtemp(join(tmpdir(), 'srlm-report-')));
  });
  afterEach(async () => {
    if (store) await rm(store.root, { recursive: true });
  });
  return () => {
    if (!store) throw new Error('the store exists inside a test');
    return store;
  };
}
