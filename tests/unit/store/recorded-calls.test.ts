import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { recordLine } from '../../../src/store/record-lines';
import { createRecordedCalls } from '../../../src/store/recorded-calls';
import { temporaryFolder } from '../../temporary-folder';

const folder = temporaryFolder();
const callsOf = (run: string): string => join(folder(), 'runs', run, 'iterations/1/calls');

it('finds a call by its key among the lines of a run', async () => {
  mkdirSync(callsOf('a'), { recursive: true });
  writeFileSync(join(callsOf('a'), 'feedback.jsonl'), recordLine('k1', { text: 'größer' }) + recordLine('k2', 2));
  const calls = createRecordedCalls(folder());
  await expect(calls.find({ run: 'a', key: 'k1' })).resolves.toEqual({ text: 'größer' });
  await expect(calls.find({ run: 'a', key: 'k2' })).resolves.toBe(2);
  await expect(calls.find({ run: 'a', key: 'k3' })).resolves.toBeUndefined();
});

it('reads the run again when the store could not be read', async () => {
  const file = join(callsOf('b'), 'feedback.jsonl');
  // A folder in the place of the file fails as a disk would.
  mkdirSync(file, { recursive: true });
  const calls = createRecordedCalls(folder());
  await expect(calls.find({ run: 'b', key: 'k' })).rejects.toThrow('EISDIR');
  rmSync(file, { recursive: true });
  writeFileSync(`${file}.new`, recordLine('k', 1));
  renameSync(`${file}.new`, file);
  await expect(calls.find({ run: 'b', key: 'k' })).resolves.toBe(1);
});
