import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

export const recordingsFolder = join(__dirname, 'histories');

const recordingSchema = z.array(
  z.strictObject({
    workflowId: z.string(),
    history: z.looseObject({ events: z.array(z.looseObject({ eventId: z.string(), eventType: z.string() })) }),
  }),
);

export async function recordedScenarios(): Promise<string[]> {
  const files = await readdir(recordingsFolder).catch((): string[] => []);
  return files.map((file) => file.replace(/\.json$/, '')).toSorted();
}

/** The histories of every workflow of a scenario. */
export async function readRecording(scenario: string): Promise<z.infer<typeof recordingSchema>> {
  return recordingSchema.parse(JSON.parse(await readFile(join(recordingsFolder, `${scenario}.json`), 'utf8')));
}
