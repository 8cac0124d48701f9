/** Prompts that are labelled together. */
export const SHARD_SIZE = 100;
