import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Findings } from '../findings';
import { MalformedHistoryError, recordedHistory, type RecordedHistory } from './recorded-history';

/** The histories that lie as JSON files in a folder, one after the other; a file that is none is a difference. */
export async function* exportedHistories(folder: string, findings: Findings): AsyncGenerator<RecordedHistory> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).toSorted();
  for (const name of names) {
    try {
      yield recordedHistory(name, await readFile(join(folder, name), 'utf8'));
    } catch (error) {
      if (!(error instanceof MalformedHistoryError)) throw error;
      findings.differ(name, error.message);
    }
  }
}
