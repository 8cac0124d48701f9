import { createSecretKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { EncryptionKeysError } from './errors';

const KEY_BYTES = 32;
const LINE = /^([A-Za-z0-9][A-Za-z0-9._-]{0,63})\s*:\s*([A-Za-z0-9+/]+={0,2})$/;

/** Keys by id. A key object does not show its bytes when it is printed. */
export interface EncryptionKeys {
  /** The id of the key that encrypts; all of them decrypt. */
  active: string;
  byId: ReadonlyMap<string, KeyObject>;
}

/** @throws EncryptionKeysError that names file and line */
export function readEncryptionKeys(file: string): EncryptionKeys {
  try {
    return parseEncryptionKeys(readFileSync(file, 'utf8'), file);
  } catch (error) {
    if (error instanceof EncryptionKeysError) throw error;
    throw new EncryptionKeysError(file, `cannot be read (${error instanceof Error ? error.message : String(error)})`);
  }
}

/**
 * One key a line, "ID: BASE64 of 32 bytes"; empty lines and lines that begin with # are skipped. The last key is the
 * active one, so that appending a line is a rotation.
 */
export function parseEncryptionKeys(text: string, file: string): EncryptionKeys {
  const byId = new Map<string, KeyObject>();
  let active: string | undefined;
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const [, id, encoded] = LINE.exec(line) ?? [];
    const refuse = (problem: string) => new EncryptionKeysError(file, `line ${index + 1} ${problem}`);
    if (id === undefined || encoded === undefined) throw refuse('is not "ID: KEY" with the key in base64');
    if (byId.has(id)) throw refuse(`repeats the id "${id}", and payloads name their key by it`);
    const bytes = Buffer.from(encoded, 'base64');
    if (bytes.length !== KEY_BYTES) throw refuse(`has a key of ${bytes.length} bytes, and AES-256 needs ${KEY_BYTES}`);
    byId.set(id, createSecretKey(bytes));
    active = id;
  }
  if (active === undefined) throw new EncryptionKeysError(file, 'has no key');
  return { active, byId };
}
