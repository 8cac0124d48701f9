import type { z } from 'zod';
import type { ArtifactStore } from '../store/artifact-store';

export type StoredJson<Value> =
  { kind: 'missing' } | { kind: 'malformed'; problem: string } | { kind: 'read'; value: Value };

/** A JSON file of the store as it is now, whatever digest it should have. */
export async function storedJson<Schema extends z.ZodType>(
  store: ArtifactStore,
  path: string,
  schema: Schema,
): Promise<StoredJson<z.output<Schema>>> {
  let value: unknown;
  try {
    const artifact = await store.find(path);
    if (!artifact) return { kind: 'missing' };
    value = JSON.parse(await store.readText(artifact));
  } catch (error) {
    return { kind: 'malformed', problem: error instanceof Error ? error.message : String(error) };
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return { kind: 'read', value: parsed.data };
  const [issue] = parsed.error.issues;
  return { kind: 'malformed', problem: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'unknown problem'}` };
}
