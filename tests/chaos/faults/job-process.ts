import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { isAlive, identify } from '../../../infra/embedded/processes/process-identity';

const processSchema = z.object({ pid: z.int() });

/** The process of a training job while it lives: one number, or none. */
export function jobProcess(stateFolder: string, id: string): number[] {
  try {
    const { pid } = processSchema.parse(JSON.parse(readFileSync(join(stateFolder, id, 'process.json'), 'utf8')));
    const identity = identify(pid);
    return identity && isAlive(identity) ? [pid] : [];
  } catch {
    return [];
  }
}
