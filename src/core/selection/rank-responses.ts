/** What every choice of one pair by scores asks of a prompt's responses first (methods sheet, 0.3). */
import { groupBy } from '../group-by';
import { summarise } from '../judging/score-summary';
import type { JudgementRecord, PromptRecord } from '../records';
import type { Random } from '../seeds';
import { visibleContent } from '../visible-text';
import { isEligible, type PooledResponse } from './candidate-rules';
import type { ResponseScore } from './response-score';

/**
 * Why a prompt gave no pair.
 * - `too-few-scored`: fewer than two responses have enough valid judgements.
 * - `tie`: the best and the worst score are equal.
 * - `no-eligible-chosen`: only responses that were cut at the token limit, or vetoed, scored above the worst.
 * - `empty-chosen`: the finished responses that scored above the worst are empty, or hold nothing that can be seen.
 * - `identical-text`: chosen and rejected have the same text to a reader.
 */
export type DiscardReason = 'too-few-scored' | 'tie' | 'no-eligible-chosen' | 'empty-chosen' | 'identical-text';

export interface PairCandidates {
  prompt: Pick<PromptRecord, 'id' | 'text'>;
  responses: readonly PooledResponse[];
  judgements: readonly JudgementRecord[];
  /** What another critic says, in place of the judgements. */
  scores?: readonly ResponseScore[] | undefined;
  minValidJudgements: number;
  iteration: number;
  /** Breaks what is still a tie after every rule. */
  random: Random;
}

/** A response with its score, how much its judges disagreed, and the feedback that both rest on. */
export type ScoredResponse = { response: PooledResponse; mean: number; variance: number; restsOn: string[] };

export interface RankedResponses {
  kind: 'ranked';
  /** Responses with enough valid judgements, in the order of their ids. */
  scored: ScoredResponse[];
  /** Those of them that scored above the worst and may be chosen. */
  eligible: ScoredResponse[];
  lowest: number;
}

export function rankResponses(
  candidates: Pick<PairCandidates, 'responses' | 'judgements' | 'scores' | 'minValidJudgements'>,
): RankedResponses | { kind: 'discarded'; reason: Exclude<DiscardReason, 'identical-text'> } {
  const scored = scoredResponses(candidates);
  if (scored.length < 2) return { kind: 'discarded', reason: 'too-few-scored' };
  const lowest = Math.min(...scored.map(({ mean }) => mean));
  const better = scored.filter(({ mean }) => mean > lowest);
  if (better.length === 0) return { kind: 'discarded', reason: 'tie' };
  const finished = better.filter(({ response }) => isEligible(response));
  if (finished.length === 0) return { kind: 'discarded', reason: 'no-eligible-chosen' };
  const eligible = finished.filter(({ response }) => visibleContent(response.text) !== '');
  if (eligible.length === 0) return { kind: 'discarded', reason: 'empty-chosen' };
  return { kind: 'ranked', scored, eligible, lowest };
}

function scoredResponses({
  responses,
  judgements,
  scores,
  minValidJudgements,
}: Pick<PairCandidates, 'responses' | 'judgements' | 'scores' | 'minValidJudgements'>): ScoredResponse[] {
  const byResponse = groupBy(judgements, (judgement) => judgement.responseId);
  const given = scores && new Map(scores.map((score) => [score.id, score]));
  return responses
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap((response) => {
      if (given) {
        const score = given.get(response.id);
        return score ? [{ response, mean: score.score, variance: 0, restsOn: score.feedbackIds }] : [];
      }
      const said = byResponse.get(response.id) ?? [];
      const { valid, mean, variance } = summarise(said);
      if (mean === null || variance === null || valid < minValidJudgements) return [];
      const restsOn = said.filter(({ outcome }) => outcome.kind === 'scored').map(({ id }) => id);
      return [{ response, mean, variance, restsOn }];
    });
}

/** All items with the lowest value. */
export function lowestBy<Item>(items: readonly Item[], valueOf: (item: Item) => number): Item[] {
  const lowest = Math.min(...items.map(valueOf));
  return items.filter((item) => valueOf(item) === lowest);
}
