import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { processIdentitySchema } from '../../embedded/processes/process-identity';
import { writeJsonFile } from '../../embedded/processes/write-json-file';
import { serverNameSchema, serverRequestSchema } from './contract';

const serverProcessSchema = z.object({
  /** Written before the process exists; a host that dies in between finds the process again by it. */
  token: z.string(),
  identity: processIdentitySchema.nullable(),
  planKey: z.string(),
  startDigest: z.string(),
  startedAt: z.string(),
});

const serverRecordSchema = z.object({
  name: serverNameSchema,
  port: z.number().int(),
  /** What should be served; null after a stop. */
  desired: serverRequestSchema.nullable(),
  process: serverProcessSchema.nullable(),
});

export type ServerProcess = z.infer<typeof serverProcessSchema>;
export type ServerRecord = z.infer<typeof serverRecordSchema>;

const folderOf = (stateFolder: string): string => join(stateFolder, 'servers');

export function saveServerRecord(stateFolder: string, record: ServerRecord): void {
  writeJsonFile(join(folderOf(stateFolder), `${record.name}.json`), record);
}

export function loadServerRecords(stateFolder: string): ServerRecord[] {
  return readFolder(folderOf(stateFolder))
    .filter((file) => file.endsWith('.json'))
    .map((file) => {
      const path = join(folderOf(stateFolder), file);
      const parsed = serverRecordSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
      if (!parsed.success)
        throw new Error(`${path} is not a record of a model server: ${z.prettifyError(parsed.error)}`);
      return parsed.data;
    });
}

function readFolder(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // The first start of this host: nothing was ever recorded.
    return [];
  }
}
