import type { DataConverter } from '@temporalio/common';
import { createEncryptionCodec } from './encryption-codec';
import { readEncryptionKeys } from './encryption-keys';

/** Where the failure converter is; a bundle of workflows has to be made with it, or failures of workflows stay readable. */
export const failureConverterPath = require.resolve('./failure-converter');

/**
 * What every client, worker and replay gives to the SDK, so that all of them read what one of them wrote.
 * @throws EncryptionKeysError
 */
export function createDataConverter({ encryptionKeysFile: file }: { encryptionKeysFile: string | undefined }) {
  const keys = file === undefined ? undefined : readEncryptionKeys(file);
  return {
    payloadCodecs: [createEncryptionCodec(keys)],
    ...(keys ? { failureConverterPath } : {}),
  } satisfies DataConverter;
}
