import { setTimeout } from 'node:timers/promises';
import { NativeConnection } from '@temporalio/worker';
import { connectionOptions, type TemporalSettings } from './connection-options';
import { TemporalUnreachableError } from './errors';

export interface Patience {
  attempts: number;
  delayMs: number;
}

/** A worker is often started together with its server, which needs some seconds more. */
const PATIENCE: Patience = { attempts: 30, delayMs: 2000 };

/** Connects a worker, waiting for a server that is not up yet. @throws TemporalUnreachableError when it stays away. */
export async function connectWorker(
  settings: TemporalSettings,
  log: (line: string) => void,
  { attempts, delayMs }: Patience = PATIENCE,
): Promise<NativeConnection> {
  const options = connectionOptions(settings);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await NativeConnection.connect(options);
    } catch (error) {
      if (attempt >= attempts) throw new TemporalUnreachableError(settings.address, error);
      log(`Waiting for Temporal at ${settings.address} (attempt ${attempt} of ${attempts})`);
      await setTimeout(delayMs);
    }
  }
}
