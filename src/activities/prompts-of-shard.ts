import { promptRecordSchema, type Artifact, type PromptRecord } from '../core/records';
import type { Shard } from '../core/shards';
import type { ArtifactStore } from '../store/artifact-store';

/** The prompts of a shard, in their order. */
export async function promptsOfShard(
  store: ArtifactStore,
  { prompts, shard }: { prompts: Artifact; shard: Shard },
): Promise<PromptRecord[]> {
  return (await store.readRows(prompts, promptRecordSchema)).slice(shard.from, shard.to);
}
