import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Payload, PayloadCodec } from '@temporalio/common';
import type { EncryptionKeys } from './encryption-keys';
import { DamagedPayloadError, UnknownEncryptionKeyError } from './errors';
import { bytesOfPayload, payloadOfBytes } from './payload-bytes';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** The names that Temporal's own encryption samples use. */
const ENCODING = 'binary/encrypted';
const KEY_ID = 'encryption-key-id';

/**
 * Encrypts each payload with the active key and decrypts with whichever key a payload names. Payloads that are not
 * encrypted pass, so that a run begun before there were keys goes on, and so does a plain input typed into the Web UI.
 * Without keys nothing is encrypted, and an encrypted payload is refused with the name of its key.
 */
export function createEncryptionCodec(keys: EncryptionKeys | undefined): PayloadCodec {
  return {
    encode: async (payloads) => (keys ? payloads.map((payload) => encrypt(payload, keys)) : payloads),
    decode: async (payloads) =>
      payloads.map((payload) => (metadataOf(payload, 'encoding') === ENCODING ? decrypt(payload, keys) : payload)),
  };
}

function encrypt(payload: Payload, { active, byId }: EncryptionKeys): Payload {
  const key = byId.get(active);
  if (!key) throw new UnknownEncryptionKeyError(active, [...byId.keys()]);
  // A random nonce of 96 bits: safe for some 2^32 payloads a key, which is thousands of runs (NIST SP 800-38D 8.3).
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  const encrypted = [cipher.update(bytesOfPayload(payload)), cipher.final()];
  return {
    metadata: { encoding: Buffer.from(ENCODING), [KEY_ID]: Buffer.from(active) },
    data: Buffer.concat([nonce, ...encrypted, cipher.getAuthTag()]),
  };
}

function decrypt(payload: Payload, keys: EncryptionKeys | undefined): Payload {
  const id = metadataOf(payload, KEY_ID);
  const key = keys?.byId.get(id);
  if (!key) throw new UnknownEncryptionKeyError(id, [...(keys?.byId.keys() ?? [])]);
  const data = payload.data ?? new Uint8Array();
  if (data.length < NONCE_BYTES + TAG_BYTES) throw new DamagedPayloadError(id);
  const decipher = createDecipheriv(CIPHER, key, data.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAuthTag(data.subarray(-TAG_BYTES));
  try {
    return payloadOfBytes(Buffer.concat([decipher.update(data.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]));
  } catch (cause) {
    throw new DamagedPayloadError(id, cause);
  }
}

function metadataOf({ metadata }: Payload, key: string): string {
  return Buffer.from(metadata?.[key] ?? []).toString('utf8');
}
