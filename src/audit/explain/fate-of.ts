import type { PairRecord, ResponseRecord } from '../../core/records';
import { summarise, type ScoreSummary } from '../../core/judging/score-summary';
import type { JudgementRecord } from '../../core/records';
import type { Veto } from '../../core/selection/scoring';
import type { WhyPaired } from './why-paired';

export interface JudgedResponse {
  response: ResponseRecord;
  judgements: JudgementRecord[];
  summary: ScoreSummary;
}

export interface Fate {
  role: 'chosen' | 'rejected' | 'first' | 'second' | 'neither';
  why: string;
}

export function judged(response: ResponseRecord, judgements: readonly JudgementRecord[]): JudgedResponse {
  const own = judgements.filter(({ responseId }) => responseId === response.id);
  return { response, judgements: own, summary: summarise(own) };
}

/**
 * Why a response was chosen, rejected or neither: in the words of the rule (`why`), or for best against worst in the
 * order of the rules of core/selection/select-pair.ts.
 */
export function fateOf(
  { response, summary }: JudgedResponse,
  pair: Pick<PairRecord, 'chosenId' | 'rejectedId' | 'chosenScore' | 'rejectedScore' | 'unlabelled'>,
  {
    all,
    minimumValid,
    why,
    vetoed,
  }: {
    all: readonly JudgedResponse[];
    minimumValid: number;
    why: WhyPaired | undefined;
    vetoed: ReadonlyMap<string, Veto>;
  },
): Fate {
  const veto = vetoed.get(response.id);
  if (veto && response.id !== pair.rejectedId)
    return neither(`${veto.critic} keeps it from being chosen: its score, or a step of it, is below ${veto.lowest}`);
  if (why) return ruleFate(response.id, pair, why);
  const { mean, valid } = summary;
  const sharing = all.filter((other) => other.summary.mean === mean).length;
  if (response.id === pair.chosenId) {
    const tie = sharing > 1 ? `, and of ${sharing} with it the shortest, then the one its judges agreed on most` : '';
    return { role: 'chosen', why: `the highest mean score of a finished answer${tie}` };
  }
  if (response.id === pair.rejectedId) {
    const tie = sharing > 1 ? `, and of ${sharing} with it the one its judges agreed on most` : '';
    return { role: 'rejected', why: `the lowest mean score${tie}` };
  }
  if (mean === null || valid < minimumValid)
    return neither(`only ${valid} judgements have a score; ${minimumValid} are needed`);
  if (pair.rejectedScore !== null && mean <= pair.rejectedScore)
    return neither('as low as the rejected one, on which the judges agreed more');
  if (response.finishReason === 'length') return neither('cut at the token limit, so that it may not be chosen');
  if (response.text.trim() === '') return neither('empty, so that it may not be chosen');
  if (pair.chosenScore !== null && mean >= pair.chosenScore)
    return neither('as high as the chosen one, which is shorter or was judged more alike');
  return neither('its mean score is between the two');
}

function ruleFate(
  id: string,
  { chosenId, rejectedId, unlabelled }: Pick<PairRecord, 'chosenId' | 'rejectedId' | 'unlabelled'>,
  why: WhyPaired,
): Fate {
  if (id === chosenId) return { role: unlabelled ? 'first' : 'chosen', why: why.chosen };
  if (id === rejectedId) return { role: unlabelled ? 'second' : 'rejected', why: why.rejected };
  return neither('it is in no side of this pair');
}

function neither(why: string): Fate {
  return { role: 'neither', why };
}
