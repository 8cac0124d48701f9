/** A history of 10,000 events holds about this many shards, each being two activities of three events. */
const MOST_SHARDS = 1500;

export interface Shard {
  index: number;
  from: number;
  to: number;
}

/** Cuts prompts into shards of the size asked for, or larger ones where there would be too many for one history. */
export function shardsOf(prompts: number, shardSize: number): Shard[] {
  const size = Math.max(shardSize, Math.ceil(prompts / MOST_SHARDS));
  return Array.from({ length: Math.ceil(prompts / size) }, (_, index) => ({
    index,
    from: index * size,
    to: Math.min((index + 1) * size, prompts),
  }));
}
