import { open } from 'node:fs/promises';

const TAIL_BYTES = 16_384;
const SHOWN_CHARACTERS = 300;
const TELLING = /(error|exception|killed|cannot|no space left|out of memory)/i;

/** The line of a log that most likely says why its process ended: the last one that names an error, else the last one. */
export async function lastWords(logFile: string): Promise<string> {
  const file = await open(logFile, 'r').catch(() => undefined);
  if (!file) return 'it wrote no log';
  try {
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read(
      Buffer.alloc(TAIL_BYTES),
      0,
      TAIL_BYTES,
      Math.max(0, size - TAIL_BYTES),
    );
    const lines = buffer
      .toString('utf8', 0, bytesRead)
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
    const line = lines.findLast((candidate) => TELLING.test(candidate)) ?? lines.at(-1);
    return line === undefined ? 'its log is empty' : line.slice(0, SHOWN_CHARACTERS);
  } finally {
    await file.close();
  }
}
