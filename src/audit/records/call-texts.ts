import { z } from 'zod';
import type { ArtifactStore } from '../../store/artifact-store';
import { parseRecords } from '../../store/record-lines';

const answeredSchema = z.looseObject({ kind: z.literal('answered'), reply: z.looseObject({ text: z.string() }) });

/** The texts of a file of recorded calls by key; undefined in a run of a version that did not keep them. */
export async function callTexts(store: ArtifactStore, path: string): Promise<ReadonlyMap<string, string> | undefined> {
  const artifact = await store.find(path);
  if (!artifact) return undefined;
  const texts = new Map<string, string>();
  for (const [key, value] of parseRecords(artifact.path, Buffer.from(await store.readText(artifact)))) {
    const answered = answeredSchema.safeParse(value);
    if (answered.success) texts.set(key, answered.data.reply.text);
  }
  return texts;
}
