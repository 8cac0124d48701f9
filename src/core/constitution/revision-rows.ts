import type { PromptRecord, ResponseRecord } from '../records';
import { isBlank } from '../selection/candidate-rules';
import { asAsked, type SftRow } from '../training/rows';

/** One revision of one prompt. */
export type Revision = Pick<ResponseRecord, 'text' | 'finishReason'> & {
  /** From 1 on. */
  round: number;
};

export interface RevisionRows {
  rows: SftRow[];
  discarded: { cut: number; empty: number };
}

/** The revision of every round and not only the last is learned, as an answer to the prompt alone (2212.08073). */
export function revisionRows(
  { id, text }: Pick<PromptRecord, 'id' | 'text'>,
  revisions: readonly Revision[],
): RevisionRows {
  const fit = revisions.filter((revision) => revision.finishReason === 'stop' && !isBlank(revision));
  const cut = revisions.filter(({ finishReason }) => finishReason === 'length').length;
  return {
    rows: fit
      .toSorted((a, b) => a.round - b.round)
      .map((revision) => ({
        id: `${id}.v${revision.round}`,
        prompt: asAsked(text),
        completion: revision.text,
        weight: 1,
      })),
    discarded: { cut, empty: revisions.length - fit.length - cut },
  };
}
