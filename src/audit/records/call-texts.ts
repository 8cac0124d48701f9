import { z } from 'zod';
import type { ArtifactStore } from '../../store/artifact-store';
import { parseRecords } from '../../store/record-lines';

const answeredSchema = z.looseObject({ kind: z.literal('answered'), reply: z.looseObject({ text: z.string() }) });

/** The recorded calls of a file by key, answered or set aside; undefined where there is no such file. */
export async function callValues(
  store: ArtifactStore,
  path: string,
): Promise<ReadonlyMap<string, unknown> | undefined> {
  const artifact = await store.find(path);
  return artifact && new Map(parseRecords(artifact.path, Buffer.from(await store.readText(artifact))));
}

/** The texts of a file of recorded calls by key; undefined in a run of a version that did not keep them. */
export async function callTexts(store: ArtifactStore, path: string): Promise<ReadonlyMap<string, string> | undefined> {
  const values = await callValues(store, path);
  if (!values) return undefined;
  const texts = new Map<string, string>();
  for (const [key, value] of values) {
    const answered = answeredSchema.safeParse(value);
    if (answered.success) texts.set(key, answered.data.reply.text);
  }
  return texts;
}
