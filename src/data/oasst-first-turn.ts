import type { OasstMessage, OasstTree } from './oasst-tree';

export type OasstDropReason = 'deleted' | 'not-english' | 'empty' | 'too-long' | 'not-ranked';

/** The usable first turn of a tree: its prompt and its ranked replies, the best first. */
export interface FirstTurn {
  id: string;
  prompt: string;
  replies: { id: string; text: string; rank: number; synthetic: boolean }[];
  /** Replies that were left out. */
  dropped: OasstDropReason[];
}

export type FirstTurnOutcome =
  { kind: 'usable'; turn: FirstTurn } | { kind: 'dropped'; reason: Exclude<OasstDropReason, 'not-ranked'> };

export function firstTurnOf({ message_tree_id: id, prompt }: OasstTree, maxCharacters: number): FirstTurnOutcome {
  const reason = unusable(prompt, maxCharacters);
  if (reason) return { kind: 'dropped', reason };
  const turn: FirstTurn = { id, prompt: prompt.text, replies: [], dropped: [] };
  for (const reply of prompt.replies ?? []) {
    if (reply.role !== 'assistant') continue;
    const { message_id, text, rank, synthetic } = reply;
    const replyReason = unusable(reply, maxCharacters);
    if (replyReason) turn.dropped.push(replyReason);
    else if (typeof rank !== 'number') turn.dropped.push('not-ranked');
    else turn.replies.push({ id: message_id, text, rank, synthetic: synthetic === true });
  }
  turn.replies.sort((a, b) => a.rank - b.rank);
  return { kind: 'usable', turn };
}

function unusable(message: OasstMessage, maxCharacters: number): Exclude<OasstDropReason, 'not-ranked'> | undefined {
  if (message.deleted === true || message.review_result === false) return 'deleted';
  if (message.lang !== 'en') return 'not-english';
  if (message.text.trim() === '') return 'empty';
  return message.text.length > maxCharacters ? 'too-long' : undefined;
}
