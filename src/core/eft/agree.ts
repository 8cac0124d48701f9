import type { RankedReply } from '../records';

/**
 * Whether the scores of a group agree with its human ranks (methods sheet, section 1): no reply has a lower score than
 * one that people ranked behind it, and at least one pair is strictly ordered. Replies of equal rank may have any scores,
 * and replies without a judgement are left out.
 */
export function agreesWithRanks(replies: readonly Pick<RankedReply, 'rank' | 'judgement'>[]): boolean {
  const judged = replies.flatMap(({ rank, judgement }) => (judgement ? [{ rank, score: judgement.score }] : []));
  const gaps = judged.flatMap((better) =>
    judged.filter((worse) => better.rank < worse.rank).map((worse) => better.score - worse.score),
  );
  return gaps.every((gap) => gap >= 0) && gaps.some((gap) => gap > 0);
}
