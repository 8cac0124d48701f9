/** The fields that we read of an Open Assistant conversation tree; exports differ in the rest. */
import { z } from 'zod';

const messageSchema = z.object({
  message_id: z.string(),
  text: z.string(),
  role: z.string(),
  lang: z.string().nullish(),
  deleted: z.boolean().nullish(),
  review_result: z.boolean().nullish(),
  synthetic: z.boolean().nullish(),
  rank: z.int().min(0).nullish(),
});
export type OasstMessage = z.infer<typeof messageSchema>;

/** The first turn: replies to replies are left unread. */
export const oasstTreeSchema = z.object({
  message_tree_id: z.string(),
  prompt: messageSchema.extend({ replies: z.array(messageSchema).nullish() }),
});
export type OasstTree = z.infer<typeof oasstTreeSchema>;
