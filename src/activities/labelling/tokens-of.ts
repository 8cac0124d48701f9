import { z } from 'zod';

const countedSchema = z.object({ tokens: z.int().min(0) });

/** The generated tokens of replies; 0 for those that are no text. */
export function tokensOf(replies: readonly unknown[]): number {
  return replies.reduce<number>((sum, reply) => sum + (countedSchema.safeParse(reply).data?.tokens ?? 0), 0);
}
