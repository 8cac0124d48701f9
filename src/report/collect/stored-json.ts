import type { z } from 'zod';
import type { ArtifactStore } from '../../store/artifact-store';
import { MalformedArtifactError } from '../../store/errors';

/** A JSON file of the store, or undefined when it is not there yet. @throws MalformedArtifactError when it is something else. */
export async function storedJson<Schema extends z.ZodType>(
  store: ArtifactStore,
  path: string,
  schema: Schema,
): Promise<z.output<Schema> | undefined> {
  const artifact = await store.find(path);
  if (!artifact) return undefined;
  const parsed = schema.safeParse(parseJson(path, await store.readText(artifact)));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new MalformedArtifactError(
    path,
    1,
    `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not what it should be'}`,
  );
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new MalformedArtifactError(path, 1, error instanceof Error ? error.message : 'not JSON');
  }
}
