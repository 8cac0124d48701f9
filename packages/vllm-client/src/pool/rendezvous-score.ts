import { createHash } from 'node:crypto';

/**
 * Rendezvous hashing: a key belongs to the replica with the highest score. When a replica comes or goes, only the keys
 * that belong to it move.
 */
export function rendezvousScore(key: string, url: string): number {
  return createHash('sha256').update(`${url}\n${key}`).digest().readUIntBE(0, 6);
}
