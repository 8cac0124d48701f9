import { readFileSync } from 'node:fs';
import type { Environment } from '../env';

export type TemporalSettings = Environment['temporal'];

/** Thrown when a file of the TLS settings cannot be read. */
export class TlsFileError extends Error {
  override readonly name = 'TlsFileError';
  constructor(variable: string, file: string, cause: unknown) {
    super(`${variable}: ${file} cannot be read (${cause instanceof Error ? cause.message : String(cause)})`, { cause });
  }
}

/** What a client's and a worker's connection have in common. @throws TlsFileError */
export function connectionOptions({ address, apiKey, tls }: Pick<TemporalSettings, 'address' | 'apiKey' | 'tls'>) {
  return {
    address,
    ...(apiKey === undefined ? {} : { apiKey }),
    ...(tls === undefined ? {} : { tls: tlsOptions(tls) }),
  };
}

function tlsOptions(tls: NonNullable<TemporalSettings['tls']>) {
  if (typeof tls === 'boolean') return tls;
  const { caFile, client, serverName } = tls;
  return {
    ...(caFile === undefined ? {} : { serverRootCACertificate: read('SRLM_TEMPORAL_CA_FILE', caFile) }),
    ...(client === undefined
      ? {}
      : {
          clientCertPair: {
            crt: read('SRLM_TEMPORAL_CLIENT_CERTIFICATE_FILE', client.certificateFile),
            key: read('SRLM_TEMPORAL_CLIENT_KEY_FILE', client.keyFile),
          },
        }),
    ...(serverName === undefined ? {} : { serverNameOverride: serverName }),
  };
}

function read(variable: string, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new TlsFileError(variable, file, error);
  }
}
