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

/**
 * Every pair of which some record says how probable it is, once: the mean over principles and orders, whichever side a
 * record calls the first. The response with the smaller id is the first.
 */
export function pairProbabilities({
  responses,
  feedback,
}: Pick<PromptCandidates<PreferenceRecord>, 'responses' | 'feedback'>): PairProbability[] {
  const known = new Map(responses.map((response) => [response.id, response]));
  const byPair = groupBy(feedback, ({ firstId, secondId }) => JSON.stringify([firstId, secondId].toSorted()));
  return [...byPair.values()]
    .flatMap((said) => {
      const ids = said.flatMap(({ firstId, secondId }) => [firstId, secondId]).toSorted();
      const [first, second] = [known.get(ids.at(0) ?? ''), known.get(ids.at(-1) ?? '')];
      const probability = meanOf(
        said.map((record) => (record.firstId === first?.id ? record.probability : 1 - record.probability)),
      );
      if (!first || !second || first === second || probability === null) return [];
      return [{ first, second, probability: roundScore(probability), feedbackIds: said.map(({ id }) => id) }];
    })
    .toSorted((a, b) => order(a.first.id, b.first.id) || order(a.second.id, b.second.id));
}

function order(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
