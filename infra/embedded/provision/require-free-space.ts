import { statfs } from 'node:fs/promises';
import { ProvisionError } from './provision-error';

const GIBIBYTE = 1024 ** 3;

export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

const size = (bytes: number): string => `${(bytes / GIBIBYTE).toFixed(1)} GiB`;

export async function requireFreeSpace(folder: string, neededBytes: number, what: string): Promise<void> {
  const free = await freeBytes(folder);
  if (free >= neededBytes) return;
  throw new ProvisionError(
    `${what}: ${folder} has ${size(free)} free and ${size(neededBytes)} are needed; free some space, or set SRLM_CACHE to a larger disk`,
  );
}
