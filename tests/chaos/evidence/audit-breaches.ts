import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';
import type { Lane } from '../lane/lane';
import { RUN } from '../lane/lane-recipe';

const SRLM = join(__dirname, '../../../bin/srlm.js');
const reportSchema = z.object({ differences: z.array(z.object({ place: z.string(), problem: z.string() })) });

/** What `srlm audit` finds that is not as the run recorded it: nothing, if all promises hold. */
export async function auditBreaches(lane: Pick<Lane, 'folders' | 'ports'>): Promise<string[]> {
  const { stdout, stderr } = await audit(lane);
  if (stdout === '') return [`the audit ended without a report: ${stderr.trim()}`];
  const { differences } = reportSchema.parse(JSON.parse(stdout));
  return differences.map(({ place, problem }) => `audit: ${place}: ${problem}`);
}

function audit({ folders, ports }: Pick<Lane, 'folders' | 'ports'>): Promise<{ stdout: string; stderr: string }> {
  const env = { ...process.env, SRLM_STORE: folders.store, SRLM_TEMPORAL_ADDRESS: `127.0.0.1:${ports.temporal}` };
  const command = [SRLM, 'audit', RUN, '--json'];
  return new Promise((resolve) => {
    // The exit code says no more than the report does.
    execFile(process.execPath, command, { env, maxBuffer: Infinity }, (_, stdout, stderr) =>
      resolve({ stdout, stderr }),
    );
  });
}
