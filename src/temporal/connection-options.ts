import type { Environment } from '../env';

export type TemporalSettings = Environment['temporal'];

/** What a client's and a worker's connection have in common. */
export function connectionOptions({ address, apiKey, tls }: TemporalSettings) {
  return { address, ...(apiKey === undefined ? {} : { apiKey }), ...(tls === undefined ? {} : { tls }) };
}
