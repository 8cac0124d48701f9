/** Thrown when the file of encryption keys cannot be used; it never repeats what the file holds. */
export class EncryptionKeysError extends Error {
  override readonly name = 'EncryptionKeysError';
  constructor(file: string, problem: string, options?: ErrorOptions) {
    super(
      `SRLM_ENCRYPTION_KEYS_FILE: ${file} ${problem}; each line is "ID: KEY", made with: echo "ID: $(openssl rand -base64 32)"`,
      options,
    );
  }
}

/** Thrown when a payload was encrypted with a key that this process does not have. */
export class UnknownEncryptionKeyError extends Error {
  override readonly name = 'UnknownEncryptionKeyError';
  constructor(id: string, known: readonly string[]) {
    super(
      known.length === 0
        ? `A payload is encrypted with key "${id}" and there are no keys here; set SRLM_ENCRYPTION_KEYS_FILE to the file that has it`
        : `A payload is encrypted with key "${id}", and SRLM_ENCRYPTION_KEYS_FILE has ${known.join(', ')}; keep old keys in the file for as long as histories are read`,
    );
  }
}

/** Thrown when an encrypted payload is not what was encrypted, or when two keys had the same id. */
export class DamagedPayloadError extends Error {
  override readonly name = 'DamagedPayloadError';
  constructor(id: string, cause?: unknown) {
    super(
      `A payload that names encryption key "${id}" cannot be decrypted: it was changed or cut off, or the key of that id was replaced`,
      { cause },
    );
  }
}
