import { groupBy } from '../group-by';
import { summarise } from '../judging/score-summary';
import type { JudgementRecord, PromptRecord } from '../records';
import type { Random } from '../seeds';
import { byId, type PooledResponse } from './candidate-rules';
import type { Rated } from './eligible-responses';
import type { ResponseScore } from './response-score';

export interface PairCandidates {
  prompt: Pick<PromptRecord, 'id' | 'text'>;
  responses: readonly PooledResponse[];
  judgements: readonly JudgementRecord[];
  /** What another critic says, in place of the judgements. */
  scores?: readonly ResponseScore[] | undefined;
  minValidJudgements: number;
  /** How much lower the rejected one must score; left out where any difference will do. */
  margin?: number | undefined;
  iteration: number;
  /** Breaks what is still a tie after every rule. */
  random: Random;
}

/** A response with its score, and the feedback that it rests on. */
export interface ScoredResponse extends Rated {
  restsOn: string[];
}

/** The responses with enough valid judgements, or with a score of another critic, in the order of their ids. */
export function scoredResponses({
  responses,
  judgements,
  scores,
  minValidJudgements,
}: Pick<PairCandidates, 'responses' | 'judgements' | 'scores' | 'minValidJudgements'>): ScoredResponse[] {
  const byResponse = groupBy(judgements, (judgement) => judgement.responseId);
  const given = scores && new Map(scores.map((score) => [score.id, score]));
  return responses.toSorted(byId).flatMap((response) => {
    if (given) {
      const score = given.get(response.id);
      return score ? [{ response, score: score.score, restsOn: score.feedbackIds }] : [];
    }
    const said = byResponse.get(response.id) ?? [];
    const { valid, mean, variance } = summarise(said);
    if (mean === null || variance === null || valid < minValidJudgements) return [];
    const restsOn = said.filter(({ outcome }) => outcome.kind === 'scored').map(({ id }) => id);
    return [{ response, score: mean, variance, restsOn }];
  });
}
