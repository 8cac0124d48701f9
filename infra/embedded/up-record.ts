import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { findByEnvironment } from './processes/process-group';
import { processIdentitySchema, type ProcessIdentity } from './processes/process-identity';
import { tokenEntry } from './processes/spawn-detached';
import { writeJsonFile } from './processes/write-json-file';

const upProcessSchema = z.object({
  name: z.string(),
  /** Written before the process exists; see `findByEnvironment`. */
  token: z.string(),
  identity: processIdentitySchema.nullable(),
  logFile: z.string(),
});

const upRecordSchema = z.object({
  supervisor: processIdentitySchema,
  startedAt: z.string(),
  storeFolder: z.string(),
  addresses: z.object({ temporal: z.string(), temporalUi: z.string(), inferenceHost: z.string(), trainer: z.string() }),
  processes: z.array(upProcessSchema),
});

export type UpProcess = z.infer<typeof upProcessSchema>;
export type UpRecord = z.infer<typeof upRecordSchema>;

const upRecordPath = (dataFolder: string): string => join(dataFolder, 'up.json');

/** What `srlm up` has started in this folder; undefined when it is not running and left nothing behind. */
export function readUpRecord(dataFolder: string): UpRecord | undefined {
  let text: string;
  try {
    text = readFileSync(upRecordPath(dataFolder), 'utf8');
  } catch {
    return undefined;
  }
  const parsed = upRecordSchema.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  throw new Error(
    `${upRecordPath(dataFolder)} cannot be read; delete it if nothing is running: ${z.prettifyError(parsed.error)}`,
  );
}

export const writeUpRecord = (dataFolder: string, record: UpRecord): void =>
  writeJsonFile(upRecordPath(dataFolder), record);

export const removeUpRecord = (dataFolder: string): void => rmSync(upRecordPath(dataFolder), { force: true });

export function identityOf(process: UpProcess): ProcessIdentity | undefined {
  return process.identity ?? findByEnvironment(tokenEntry(process.token));
}
