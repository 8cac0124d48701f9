import type { PairRecord } from '../records';
import { visibleContent } from '../visible-text';
import type { DiscardReason, PairCandidates, ScoredResponse } from './rank-responses';

/** What became of a prompt: one pair, or a reason. */
export type Selection<Reason extends string = DiscardReason> =
  { kind: 'pair'; pair: PairRecord } | { kind: 'discarded'; reason: Reason };

/** The record of a pair, with the feedback that it rests on, unless a reader could not tell its texts apart. */
export function pairOf(
  { chosen, rejected }: { chosen: ScoredResponse; rejected: ScoredResponse },
  { prompt, iteration }: Pick<PairCandidates, 'prompt' | 'iteration'>,
): Selection<'identical-text'> {
  if (visibleContent(chosen.response.text) === visibleContent(rejected.response.text)) {
    return { kind: 'discarded', reason: 'identical-text' };
  }
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
      chosenScore: chosen.mean,
      rejectedScore: rejected.mean,
      judgementIds: [...chosen.restsOn, ...rejected.restsOn].toSorted(),
      weight: 1,
      iteration,
    },
  };
}
