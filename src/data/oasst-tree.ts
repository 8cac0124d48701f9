/** The fields that we read of an Open Assistant conversation tree; exports differ in the rest. */
import { z } from 'zod';

/** Becomes the id of a record: as long as users' ids may be. */
const id = z.string().min(1).max(200);

const messageSchema = z.object({
  message_id: id,
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
  message_tree_id: id,
  prompt: messageSchema.extend({
    replies: z.array(messageSchema).refine(haveDistinctIds, 'two replies have the same message_id').nullish(),
  }),
});
export type OasstTree = z.infer<typeof oasstTreeSchema>;

function haveDistinctIds(messages: readonly OasstMessage[]): boolean {
  return new Set(messages.map((message) => message.message_id)).size === messages.length;
}
