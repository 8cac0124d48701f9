import { roundScore } from '../statistics/score-arithmetic';
import type { ResponseScore } from './response-score';
import type { WeightedCritic } from './scoring';

/** What one of several critics says of the responses to a prompt. */
export interface ScorePart extends Pick<WeightedCritic, 'weight' | 'range'> {
  scores: readonly ResponseScore[];
}

/**
 * The weighted mean of what critics say, each on the scale from 0 to 1: with shares a and 1 - a of a judge of 0 to 5 and
 * a process reward model, a * judge / 5 + (1 - a) * PRM (methods sheet, 11.3). A response that one of them could not
 * score has no score.
 */
export function combineScores(parts: readonly ScorePart[]): ResponseScore[] {
  const [first, ...others] = parts.map((part) => ({
    ...part,
    byId: new Map(part.scores.map((said) => [said.id, said])),
  }));
  if (!first) return [];
  const weights = parts.reduce((sum, { weight }) => sum + weight, 0);
  return first.scores.flatMap(({ id, promptId }) => {
    const said = [first, ...others].flatMap(({ byId, weight, range: { lowest, highest } }) => {
      const of = byId.get(id);
      return of ? [{ ...of, share: (weight * (of.score - lowest)) / (highest - lowest) }] : [];
    });
    if (said.length < parts.length) return [];
    const score = roundScore(said.reduce((sum, { share }) => sum + share, 0) / weights);
    return [{ id, promptId, score, feedbackIds: said.flatMap(({ feedbackIds }) => feedbackIds).toSorted() }];
  });
}
