import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, open, rm } from 'node:fs/promises';
import { isErrorWithCode } from '../../core/error-code';

/** Thrown when the file that a bundle is written to is there already. */
export class FileExistsError extends Error {
  override readonly name = 'FileExistsError';
  constructor(file: string) {
    super(`${file} exists; choose another name or remove it first`);
  }
}

/** Writes a file whole or not at all, and never over another one. Returns its length. @throws FileExistsError */
export async function writeNewFile(file: string, parts: AsyncIterable<string>): Promise<number> {
  // Asked first, because what is written may take long to make; the link below decides.
  if (existsSync(file)) throw new FileExistsError(file);
  const aside = `${file}.${randomUUID()}.tmp`;
  const handle = await open(aside, 'wx');
  try {
    let bytes = 0;
    try {
      for await (const part of parts) {
        await handle.appendFile(part);
        bytes += Buffer.byteLength(part);
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    await link(aside, file);
    return bytes;
  } catch (error) {
    if (isErrorWithCode(error, 'EEXIST')) throw new FileExistsError(file);
    throw error;
  } finally {
    await rm(aside, { force: true });
  }
}
