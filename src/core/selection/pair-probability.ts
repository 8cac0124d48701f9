import type { PreferenceRecord } from '../feedback-records';
import { groupBy } from '../group-by';
import { type PooledResponse } from './candidate-rules';
import { meanOf, roundScore } from '../statistics/score-arithmetic';
import type { PromptCandidates } from './select-by-prompt';

/** Two responses and how probable it is that the first is better. */
export interface PairProbability {
  first: PooledResponse;
  second: PooledResponse;
  probability: number;
  feedbackIds: string[];
}

/** A pair about which every record has too few votes. */
export interface UnansweredPair extends Omit<PairProbability, 'probability'> {
  probability: null;
}

/**
 * Every pair that a record is of, once, with the mean over principles and orders, whichever side a record calls the first.
 * The response with the smaller id is the first.
 */
export function pairProbabilities({
  responses,
  feedback,
}: Pick<PromptCandidates<PreferenceRecord>, 'responses' | 'feedback'>): (PairProbability | UnansweredPair)[] {
  const known = new Map(responses.map((response) => [response.id, response]));
  const byPair = groupBy(feedback, ({ firstId, secondId }) => JSON.stringify([firstId, secondId].toSorted()));
  return [...byPair.values()]
    .flatMap((said) => {
      const ids = said.flatMap(({ firstId, secondId }) => [firstId, secondId]).toSorted();
      const [first, second] = [known.get(ids.at(0) ?? ''), known.get(ids.at(-1) ?? '')];
      const probability = meanOf(
        said.flatMap(({ firstId, probability: ofFirst }) => {
          if (ofFirst === null) return [];
          return [firstId === first?.id ? ofFirst : 1 - ofFirst];
        }),
      );
      if (!first || !second || first === second) return [];
      const pair = { first, second, feedbackIds: said.map(({ id }) => id) };
      return [probability === null ? { ...pair, probability } : { ...pair, probability: roundScore(probability) }];
    })
    .toSorted((a, b) => order(a.first.id, b.first.id) || order(a.second.id, b.second.id));
}

function order(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
