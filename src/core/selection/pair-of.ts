import type { PairRecord } from '../records';
import { readSame } from './candidate-rules';
import type { DiscardReason } from './eligible-responses';
import type { PairCandidates, ScoredResponse } from './scored-responses';

/** What became of a prompt: one pair, or a reason. */
export type Selection<Reason extends string = DiscardReason> =
  { kind: 'pair'; pair: PairRecord } | { kind: 'discarded'; reason: Reason };

/** The record of a pair, with the feedback that it rests on, unless a reader could not tell its texts apart. */
export function pairOf(
  { chosen, rejected }: { chosen: ScoredResponse; rejected: ScoredResponse },
  { prompt, iteration }: Pick<PairCandidates, 'prompt' | 'iteration'>,
): Selection<'identical-text'> {
  if (readSame(chosen.response, rejected.response)) return { kind: 'discarded', reason: 'identical-text' };
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
