import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** A process number alone can be reused by the system; together with its start time it names one process for good. */
export const processIdentitySchema = z.object({ pid: z.number().int().positive(), startTicks: z.number().int() });
export type ProcessIdentity = z.infer<typeof processIdentitySchema>;

export interface ProcessStat extends ProcessIdentity {
  groupId: number;
  /** Whether anything of it runs: its first thread may end before the others, which then still hold its ports. */
  runs: boolean;
}

/** Reads /proc/<pid>/stat. The command name is in parentheses and may itself contain any character, so count from the last one. */
export function readProcessStat(pid: number): ProcessStat | undefined {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [state, , groupId] = fields;
  const [threads, , startTicks] = fields.slice(17);
  if (groupId === undefined || startTicks === undefined) return undefined;
  const runs = state !== 'Z' || Number(threads) > 1;
  return { pid, groupId: Number(groupId), startTicks: Number(startTicks), runs };
}

export function identify(pid: number): ProcessIdentity | undefined {
  const stat = readProcessStat(pid);
  return stat && { pid, startTicks: stat.startTicks };
}

/** A whole zombie counts as dead: it only waits for its parent to read its exit code. */
export function isAlive(identity: ProcessIdentity): boolean {
  const stat = readProcessStat(identity.pid);
  return stat !== undefined && stat.startTicks === identity.startTicks && stat.runs;
}
