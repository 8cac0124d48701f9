import { Client, Connection } from '@temporalio/client';
import { connectionOptions, type TemporalSettings } from './connection-options';
import { createDataConverter } from './encryption/data-converter';
import { TemporalUnreachableError } from './errors';

const CONNECT_TIMEOUT_MS = 3000;

/** A client whose connection is known to work. Close `client.connection` when done. @throws TemporalUnreachableError */
export async function connectClient(settings: TemporalSettings): Promise<Client> {
  const options = connectionOptions(settings);
  const dataConverter = createDataConverter(settings);
  try {
    const connection = await Connection.connect({ ...options, connectTimeout: CONNECT_TIMEOUT_MS });
    return new Client({ connection, namespace: settings.namespace, dataConverter });
  } catch (error) {
    throw new TemporalUnreachableError(settings.address, error);
  }
}

/** Connects, works and disconnects. */
export async function withClient<T>(settings: TemporalSettings, work: (client: Client) => Promise<T>): Promise<T> {
  const client = await connectClient(settings);
  try {
    return await work(client);
  } finally {
    await client.connection.close();
  }
}
