import { iftRecordSchema, type IftRecord } from '../core/records';
import { DataError } from './data-error';
import { collectRecords } from './read-records';

/**
 * A teacher's responses, each to a prompt of the run: its id names one that has the same text.
 * @throws DataError with every problem of the file
 */
export async function readTeacher(
  file: string,
  prompts: readonly { id: string; text: string }[],
): Promise<IftRecord[]> {
  const known = new Set(prompts.map(keyOf));
  const { records, problems } = await collectRecords(file, iftRecordSchema);
  const strangers = records
    .filter(({ record: { id, prompt } }) => !known.has(keyOf({ id, text: prompt })))
    .map(({ line, record: { id } }) => {
      const message = `no prompt of the seed data has the id "${id}" and this text`;
      return { file, line, path: 'prompt', message };
    });
  if (problems.length + strangers.length > 0) throw new DataError([...problems, ...strangers]);
  return records.map(({ record }) => record);
}

function keyOf({ id, text }: { id: string; text: string }): string {
  return JSON.stringify([id, text]);
}
