import type { PairRecord } from '../records';
import { roundScore } from '../statistics/score-arithmetic';
import { readSame } from './candidate-rules';
import type { DiscardReason } from './eligible-responses';
import type { PairCandidates, ScoredResponse } from './scored-responses';

/**
 * Why two responses make no pair: `identical-text`, or `no-margin` (the rejected one is not far enough below the chosen one,
 * where the recipe says how far).
 */
export type PairDiscard = 'identical-text' | 'no-margin';

/** What became of a prompt: one pair, or a reason. */
export type Selection<Reason extends string = DiscardReason | PairDiscard> =
  { kind: 'pair'; pair: PairRecord } | { kind: 'discarded'; reason: Reason };

/** The record of a pair, with the feedback that it rests on, unless its texts read the same or its scores are too close. */
export function pairOf(
  { chosen, rejected }: { chosen: ScoredResponse; rejected: ScoredResponse },
  { prompt, iteration, margin = 0 }: Pick<PairCandidates, 'prompt' | 'iteration' | 'margin'>,
): Selection<PairDiscard> {
  if (readSame(chosen.response, rejected.response)) return { kind: 'discarded', reason: 'identical-text' };
  if (roundScore(chosen.score - rejected.score) < margin) return { kind: 'discarded', reason: 'no-margin' };
  return {
    kind: 'pair',
    pair: {
      id: `${prompt.id}.p${iteration}`,
      promptId: prompt.id,
      prompt: prompt.text,
      chosen: chosen.response.text,
      rejected: rejected.response.text,
      chosenId: chosen.response.id,
      rejectedId: rejected.response.id,
      chosenScore: chosen.score,
      rejectedScore: rejected.score,
      judgementIds: [...chosen.restsOn, ...rejected.restsOn].toSorted(),
      weight: 1,
      iteration,
    },
  };
}
