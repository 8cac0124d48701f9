import { keepTrainingLog } from '../../../src/activities/keep-training-log';
import type { JobEvent } from '../../../src/clients/trainer-contract';
import { createFileSystemStore } from '../../../src/store/file-system-store';
import { temporaryFolder } from '../../temporary-folder';

const folder = temporaryFolder();

const progress = (seq: number, step: number, loss: number): JobEvent => ({
  seq,
  time: '2026-01-02T03:04:05Z',
  kind: 'progress',
  step,
  loss,
  gradientNorm: 1,
  tokens: 9,
  seconds: 0.5,
});

it('keeps every step once, as it went the last time, page after page of events', async () => {
  const pages: JobEvent[][] = [
    [{ seq: 1, time: '', kind: 'state' }, progress(2, 1, 3), progress(3, 2, 2)],
    [{ seq: 4, time: '', kind: 'log' }, progress(5, 2, 1.5), progress(6, 3, 1)],
    [],
  ];
  const asked: number[] = [];
  const store = createFileSystemStore(folder());
  const trainer = {
    put: () => Promise.reject(new Error('not asked')),
    get: () => Promise.reject(new Error('not asked')),
    cancel: () => Promise.reject(new Error('not asked')),
    events: async (_id: string, after: number) => {
      asked.push(after);
      return Promise.resolve(pages[asked.length - 1] ?? []);
    },
  };
  await keepTrainingLog({ store, trainer }, 'job', 'log.jsonl');
  expect(asked).toEqual([0, 3, 6]);
  const log = await store.find('log.jsonl');
  const lines = log ? (await store.readText(log)).trimEnd().split('\n') : [];
  expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([
    { step: 1, loss: 3 },
    { step: 2, loss: 1.5 },
    { step: 3, loss: 1 },
  ]);
  expect(lines[0]).not.toContain('time');
});
