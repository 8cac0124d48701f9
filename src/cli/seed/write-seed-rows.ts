import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { isErrorWithCode } from '../../core/error-code';
import { jsonLines } from '../../core/json-text';
import { InvalidInputError } from '../errors';

/** Writes a file of a folder, which is made if need be, and gives its path. @throws InvalidInputError when it exists. */
export async function writeSeedRows(folder: string, name: string, rows: readonly object[]): Promise<string> {
  const file = join(resolve(folder), name);
  await mkdir(resolve(folder), { recursive: true });
  try {
    await writeFile(file, jsonLines(rows), { flag: 'wx' });
    return file;
  } catch (error) {
    if (isErrorWithCode(error, 'EEXIST'))
      throw new InvalidInputError(`${file} exists; choose another folder or remove it first`);
    throw error;
  }
}
